import { defineRule } from "../define.ts";
import type { ShellCommand } from "../../formats/dockerfile/index.ts";
import { parseShell } from "../../formats/shell/index.ts";
import { execForm, replace } from "../edits.ts";

export default defineRule({
  id: "SW6001",
  slug: "runtime/exec-form",
  title: "CMD or ENTRYPOINT in shell form",
  severity: "warning",
  dimension: "operability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "A shell stands between the engine and the application and does not pass SIGTERM on: every stop takes ten seconds and ends in a kill, with requests half answered.",
  sources: [
    "https://docs.docker.com/reference/build-checks/json-args-recommended/",
    "https://docs.docker.com/reference/dockerfile/#shell-and-exec-form",
  ],
  aka: [
    "hadolint:DL3025",
    "buildkit:JSONArgsRecommended",
    "kics:not_using_json_in_cmd_and_entrypoint_arguments",
    "semgrep:prefer-json-notation",
    "droast:DF018",
    "droast:DF025",
    "dockerfile-doctor:DD019",
    "dockadvisor:JSONArgsRecommended",
  ],
  examples: [
    {
      bad: "FROM debian:13\nCMD python app.py --port 8000\n",
      good: 'FROM debian:13\nCMD ["python", "app.py", "--port", "8000"]\n',
      fixed: 'FROM debian:13\nCMD ["python", "app.py", "--port", "8000"]\n',
    },
  ],
  quiet: [
    "FROM debian:13\nCMD exec python app.py --port $PORT\n",
    'FROM debian:13\nCMD ["sh", "-c", "exec a $B"]\n',
    'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nCMD a | b\n',
    'FROM debian:13 AS b\nCMD make\nFROM debian:13\nCMD ["a"]\n',
  ],
  message: (a: { keyword: string }) =>
    `${a.keyword} runs under a shell that keeps signals from it: write it as a JSON array.`,
  check({ view, report }) {
    for (const stage of view.shipped()) {
      if (view.isWindows(stage)) continue;
      const entry = view.last(stage, "entrypoint");
      for (const one of [...view.inStage(stage, "cmd"), ...view.inStage(stage, "entrypoint")]) {
        const command = one.command;
        if (command === null || command.form !== "shell") continue;
        const text = command.script.text.trim();
        // `exec` gives the application the shell's place; a chosen SHELL is a choice.
        if (
          /^(\/\S+\s+)?exec\s/.test(text) ||
          /(&&|;)\s*exec\s/.test(text) ||
          view.inStage(stage, "shell").length > 0 ||
          text.startsWith("[")
        )
          continue;
        const words = literalWords(command);
        const changesMeaning = one.kind === "cmd" ? entry !== null : view.last(stage, "cmd") !== null;
        const fix = words === null || changesMeaning ? undefined : [replace(command, execForm(words))];
        report({ span: command, args: { keyword: one.kind.toUpperCase() }, fix });
      }
    }
  },
});

/** The words of a command line that needs no shell; null where it does (variables, pipes, globs, assignments). */
function literalWords(command: ShellCommand): readonly string[] | null {
  const script = parseShell(command.script);
  const only = script.commands[0];
  if (only === undefined || script.commands.length !== 1 || script.errors.length > 0) return null;
  if (
    only.name === null ||
    only.redirects.length > 0 ||
    only.assignments.length > 0 ||
    only.inside.length > 0 ||
    only.background ||
    only.negated
  )
    return null;
  // What follows the command, such as a comment or a `;`, would be lost.
  if (only.end !== script.end && command.script.text.trimEnd().length !== command.script.text.length) return null;
  const words: string[] = [];
  for (const word of [only.name, ...only.args]) {
    if (word.value === null || word.glob || word.text.startsWith("~")) return null;
    words.push(word.value);
  }
  return builtins.test(words[0] ?? "") || /[;#]/.test(command.script.text) ? null : words;
}

const builtins = /^(cd|source|\.|export|set|eval|if|while|for|:|ulimit|umask|trap)$/;
