import { runScript } from "../../formats/shell/index.ts";
import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW5009",
  slug: "shell/cd-unchecked",
  title: "cd whose failure nobody looks at",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: "Where the directory is not there the commands after it run in another one, rm among them.",
  sources: ["https://www.shellcheck.net/wiki/SC2164"],
  aka: ["shellcheck:SC2164"],
  examples: [
    {
      bad: "FROM debian:13\nRUN cd /app; make\n",
      good: "FROM debian:13\nRUN cd /app && make\n",
      fixed: "FROM debian:13\nRUN cd /app && make\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN set -e; cd /app; make\n",
    "FROM debian:13\nRUN <<EOF\nset -e\ncd /app\nmake\nEOF\n",
    "FROM debian:13\nRUN cd /app || exit 1; make\n",
    "FROM debian:13\nRUN make && cd /app\n",
  ],
  message: () => "What follows runs elsewhere when this cd fails.",
  check({ view, each, report }) {
    each("run", (run) => {
      const text = run.command?.form === "heredoc" ? run.command.script.text : run.rest.text;
      if (!text.includes("cd") || !/[;\n]/.test(text)) return;
      let checked: boolean | null = null;
      const commands = runScript(view.file, run)?.commands ?? [];
      for (const [index, command] of commands.entries()) {
        const next = commands[index + 1];
        if (
          command.name?.value !== "cd" ||
          next === undefined ||
          (next.separator !== ";" && next.separator !== "\n") ||
          next.inside.length !== command.inside.length
        )
          continue;
        checked ??=
          /\bset\s+-\w*e|errexit|#!.*\s-\w*e/.test(text) ||
          view.shell(run).some((word) => /^-\w+$/.test(word) && word.includes("e"));
        if (checked) return;
        const between = view.text.slice(command.end, next.start);
        const at = command.end + between.indexOf(";");
        const fix = /^\s*;[\s\\]*$/.test(between)
          ? [replace({ start: at, end: at + 1 }, at > command.end ? "&&" : " &&")]
          : undefined;
        report({ span: command, args: {}, fix });
      }
    });
  },
});
