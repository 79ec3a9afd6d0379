import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW6002",
  slug: "runtime/exec-form-broken",
  title: "Looks like a JSON array and is none",
  severity: "error",
  dimension: "operability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Single quotes or a stray comma make it shell form: the shell then looks for a command called `[`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#exec-form"],
  aka: [
    "dockerfile-utils:JSON_IN_SINGLE_QUOTES",
    "dockadvisor:CmdInvalidExecForm",
    "dockadvisor:EntrypointInvalidExecForm",
    "dockadvisor:RunInvalidExecForm",
    "dockerfilelint:invalid_format",
    "dockerfile-doctor:DD080",
    "tally:invalid-json-form",
  ],
  examples: [
    {
      bad: "FROM debian:13\nCMD ['python', 'app.py']\n",
      good: 'FROM debian:13\nCMD ["python", "app.py"]\n',
      fixed: 'FROM debian:13\nCMD ["python", "app.py"]\n',
    },
  ],
  quiet: [
    "FROM debian:13\nRUN [ -f /a ] && make\n",
    "FROM debian:13\nRUN [[ -f /a ]] || make\n",
    'FROM debian:13\nRUN [ "$(ls | wc -l)" == "2" ]\n',
    "FROM debian:13\nCMD [ -f /a ] && exec b\n",
  ],
  message: (a: { keyword: string }) => `${a.keyword}: this is no JSON, so a shell will look for the command \`[\`.`,
  check({ each, report }) {
    each(["cmd", "entrypoint", "run"], (one) => {
      const command = one.command;
      if (command === null || command.form !== "shell") return;
      if (!command.script.text.includes("[")) return;
      const text = command.script.text.trim();
      if (!/^\[\s*['"“]/.test(text) || !/['"”]\s*(?:,\s*)?\]?$/.test(text) || /\]\s*(&&|\|\|)/.test(text)) return;
      // Without a comma it is a list of one, or a test that sh runs.
      if (!text.includes(",") && (one.kind === "run" || /["'”]\s+\S/.test(text))) return;
      const words = singleQuoted(text);
      report({
        span: command,
        args: { keyword: one.keyword.text },
        fix: words === null ? undefined : [replace(command, words)],
      });
    });
  },
});

/** The same list in JSON, where single quotes or a last comma are all that is wrong. */
function singleQuoted(text: string): string | null {
  const json = text
    .replace(/[“”]/g, '"')
    .replace(/'([^'"\\]*)'/g, '"$1"')
    .replace(/,\s*\]$/, "]");
  try {
    const words: unknown = JSON.parse(json);
    return Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === "string") ? json : null;
  } catch {
    return null;
  }
}
