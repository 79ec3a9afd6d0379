import { runScript } from "../../formats/shell/index.ts";
import { defineRule } from "../define.ts";
import { endsOnFailure } from "../knowledge/default-shell.ts";

export default defineRule({
  id: "SW5023",
  slug: "shell/status-too-late",
  title: "$? looked at where it is always 0",
  severity: "info",
  dimension: "maintainability",
  profile: "strict",
  points: 0.5,
  fix: "none",
  since: "0.1.0",
  why: "After && or under set -e the line is reached only when the command before it worked: the branch for the failure never runs. Put the command itself into the if.",
  sources: ["https://www.shellcheck.net/wiki/SC2181"],
  aka: ["shellcheck:SC2181"],
  examples: [
    {
      bad: "FROM debian:13\nRUN set -e; make; if [ $? -ne 0 ]; then cat log; fi\n",
      good: "FROM debian:13\nRUN set -e; if ! make; then cat log; exit 1; fi\n",
    },
    {
      bad: 'FROM debian:13\nRUN make && [ "$?" -eq 0 ] || cat log\n',
      good: "FROM debian:13\nRUN make || cat log\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN make; if [ $? -ne 0 ]; then cat log; fi\n",
    "FROM debian:13\nRUN set -e; make || [ $? -eq 2 ]; true\n",
    "FROM debian:13\nRUN set -e; if make; then a; else [ $? = 2 ]; fi\n",
  ],
  message: () => "$? is always 0 here: look at the command itself.",
  check({ view, each, report }) {
    each("run", (run) => {
      if (!run.command || run.command.form === "exec" || !view.text.slice(run.start, run.end).includes("$?")) return;
      const commands = runScript(view.file, run)?.commands ?? [];
      for (const [index, command] of commands.entries()) {
        const word = command.args.find(({ text }) => /^"?\$\??\{?\?\}?"?$/.test(text));
        const before = commands[index - 1];
        if (word === undefined || before === undefined || !/^(?:\[|test|\[\[)$/.test(command.name?.value ?? ""))
          continue;
        const list = !before.negated && before.separator !== "||" && before.inside.length <= command.inside.length;
        const reached =
          command.separator === "&&" ||
          (list && plain(view.text, before.end, command.start) && endsOnFailure(view, run));
        if (reached) report({ span: word, args: {} });
      }
    });
  },
});

/** Whether two commands follow each other in a list, the second maybe as the condition of an if. */
function plain(text: string, from: number, to: number): boolean {
  return /^[;\n](?:if)?$/.test(text.slice(from, to).replaceAll(/\\\r?\n|[ \t\r]/g, ""));
}
