import { runScript, type ShellCommand } from "../../formats/shell/index.ts";
import { defineRule } from "../define.ts";
import { endsOnFailure } from "../knowledge/default-shell.ts";

export default defineRule({
  id: "SW5019",
  slug: "shell/negation-unseen",
  title: "A check by ! that set -e does not see",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  points: 0.5,
  fix: "none",
  since: "0.1.0",
  why: "set -e passes over a command with ! before it: where the check fails, the next command runs all the same. `if command; then exit 1; fi` ends the build.",
  sources: [
    "https://www.shellcheck.net/wiki/SC2251",
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#set",
  ],
  aka: ["shellcheck:SC2251"],
  examples: [
    {
      bad: "FROM debian:13\nRUN set -e; ! grep -q debug /etc/app.conf; make\n",
      good: "FROM debian:13\nRUN set -e; if grep -q debug /etc/app.conf; then exit 1; fi; make\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN set -e; if ! grep -q a b; then make; fi\n",
    "FROM debian:13\nRUN set -e; make; ! grep -q a b\n",
    "FROM debian:13\nRUN set -e; if make; then ! grep -q a b; fi\n",
    "FROM debian:13\nRUN set -e; while ! curl -f localhost; do sleep 1; done\n",
    "FROM debian:13\nRUN set -e; ! grep -q a b || exit 1; make\n",
    "FROM debian:13\nRUN ! grep -q a b && make\n",
  ],
  message: (a: { name: string }) => `set -e does not see that ${a.name} found something: use if and exit 1.`,
  check({ view, each, report }) {
    each("run", (run) => {
      if (!run.command || run.command.form === "exec" || !view.text.slice(run.start, run.end).includes("! ")) return;
      const commands = runScript(view.file, run)?.commands ?? [];
      for (const [index, command] of commands.entries()) {
        if (!command.negated || command.pipe.index < command.pipe.length - 1 || !endsOnFailure(view, run)) continue;
        if (!goesOn(view.text, command, run.end)) continue;
        const first = commands[index - command.pipe.index] ?? command;
        const start = view.text.lastIndexOf("!", first.start);
        report({
          span: { start: Math.max(start, run.start), end: command.end },
          args: { name: command.pipe.names.at(-1) ?? "it" },
        });
      }
    });
  },
});

/** Whether another command follows, maybe behind the end of an if or a loop: set -e passes over those then too. */
function goesOn(text: string, command: ShellCommand, end: number): boolean {
  if (command.inside.some((one) => one !== "if" && one !== "loop" && one !== "case")) return false;
  const after = text.slice(command.end, Math.min(end, command.end + 300)).replaceAll(/\\\r?\n/g, " ");
  const [first = "", ...words] = after.match(/;;|[;\n]|[^\s;]+/g) ?? [];
  if (!/^(?:;|\n)$/.test(first)) return false;
  const next = words.find((word) => !/^(?:;|;;|\n|fi|done|esac)$/.test(word));
  return next !== undefined && !/^(?:then|do|else|elif|[})#&|].*)$/.test(next);
}
