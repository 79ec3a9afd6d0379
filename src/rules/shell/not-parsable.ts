import { runScript } from "../../formats/shell/index.ts";
import { defineRule } from "../define.ts";

const keyword = /\b(if|for|while|until|case|do|then|fi|done|esac)\b/;

export default defineRule({
  id: "SW5015",
  slug: "shell/not-parsable",
  title: "A script that the shell will refuse",
  severity: "error",
  dimension: "reproducibility",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "A missing fi, done or quote: the step fails as soon as it runs.",
  sources: ["https://www.shellcheck.net/wiki/SC1073"],
  aka: ["shellcheck:SC1046", "shellcheck:SC1072", "shellcheck:SC1073", "shellcheck:SC1009"],
  examples: [
    { bad: "FROM debian:13\nRUN if a; then b\n", good: "FROM debian:13\nRUN if a; then b; fi\n" },
    { bad: "FROM debian:13\nRUN for i in 1 2; do b\n", good: "FROM debian:13\nRUN for i in 1 2; do b; done\n" },
  ],
  quiet: [
    "FROM debian:13\nRUN a && \\\n  # note\n  b\n",
    'FROM debian:13\nSHELL ["powershell", "-Command"]\nRUN if (a) { b\n',
  ],
  message: (a: { said: string }) => `The shell will not read this: ${a.said}.`,
  check({ view, each, report }) {
    if (!keyword.test(view.text)) return;
    each("run", (run) => {
      if (run.onbuild || run.command?.form === "exec" || view.stageOf(run) === null) return;
      const script = runScript(view.file, run);
      const error = script?.errors[0];
      // What is too long or too deep to be read is no fault of the script.
      if (
        script == null ||
        !/^(sh|bash|dash|ash)$/.test(script.dialect) ||
        error === undefined ||
        /characters; at most|more than \d+/.test(error.message)
      )
        return;
      if (!keyword.test(run.command?.form === "heredoc" ? run.command.script.text : run.rest.text)) return;
      report({ span: run.keyword, args: { said: error.message } });
    });
  },
});
