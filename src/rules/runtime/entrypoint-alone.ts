import { defineRule } from "../define.ts";
import { lineBelow } from "../edits.ts";

export default defineRule({
  id: "SW6008",
  slug: "runtime/entrypoint-alone",
  title: "ENTRYPOINT without CMD",
  severity: "style",
  dimension: "operability",
  profile: "all",
  points: 0,
  fix: "suggested",
  since: "0.1.0",
  why: "A CMD beside it would be the arguments that people may replace. Right as it is where there are none to replace: advice only.",
  sources: ["https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact"],
  aka: ["droast:DF017"],
  examples: [
    {
      bad: 'FROM debian:13\nENTRYPOINT ["app", "--port", "80"]\n',
      good: 'FROM debian:13\nENTRYPOINT ["app"]\nCMD ["--port", "80"]\n',
      fixed: 'FROM debian:13\nENTRYPOINT ["app"]\nCMD ["--port", "80"]\n',
    },
  ],
  quiet: ['FROM debian:13\nENTRYPOINT ["app"]\n'],
  message: () => "Arguments in ENTRYPOINT cannot be replaced at run time; CMD's can.",
  check({ view, report }) {
    const stage = view.final;
    const entry = stage === null ? null : view.last(stage, "entrypoint");
    if (stage === null || entry?.command?.form !== "exec" || view.last(stage, "cmd") !== null) return;
    const flag = entry.command.words.slice(1).find((word) => word.text.startsWith("-"));
    const first = entry.command.words[0]?.text ?? "";
    if (flag !== undefined && !/(tini|dumb-init|sh|bash|java|node|python[\d.]*|dotnet|env|gosu|su-exec)$/.test(first)) {
      const words = entry.command.words;
      const at = words.indexOf(flag);
      const before = words[at - 1];
      const last = words.at(-1);
      const open = view.text[(words[0]?.start ?? 1) - 1] === " " ? " " : "";
      report({
        span: flag,
        args: {},
        fix:
          before === undefined || last === undefined || entry.comments.length > 0 || entry.onbuild
            ? undefined
            : [
                { start: before.end, end: last.end, text: "" },
                lineBelow(view.text, entry, `CMD [${open}${view.text.slice(flag.start, last.end)}${open}]`),
              ],
      });
    }
  },
});
