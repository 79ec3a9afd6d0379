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
      const commands = [...view.inStage(stage, "cmd"), ...view.inStage(stage, "entrypoint")];
      // A chosen SHELL is a choice.
      if (commands.length === 0 || view.isWindows(stage) || view.inStage(stage, "shell").length > 0) continue;
      const entry = view.last(stage, "entrypoint");
      const cmd = view.last(stage, "cmd");
      for (const one of commands) {
        const command = one.command;
        if (command === null || command.form !== "shell") continue;
        const text = command.script.text.trim();
        // `exec` gives the application the shell's place.
        if (text.includes("exec") && (/^(\/\S+\s+)?exec\s/.test(text) || /(&&|;)\s*exec\s/.test(text))) continue;
        if (text.startsWith("[")) continue;
        const changesMeaning = one.kind === "cmd" ? entry !== null : cmd !== null;
        const words = changesMeaning ? null : literalWords(command);
        const fix = words === null ? undefined : [replace(command, execForm(words))];
        report({ span: command, args: { keyword: one.kind.toUpperCase() }, fix });
      }
    }
  },
});

/** The words of a command line that needs no shell; null where it does (variables, pipes, globs, assignments). */
function literalWords(command: ShellCommand): readonly string[] | null {
  const { text } = command.script;
  // No command that a person wrote.
  if (text.length > 10_000) return null;
  if (plain.test(text)) {
    const words = text.split(" ");
    const [first = ""] = words;
    if (!reserved.has(first)) return builtins.test(first) ? null : words;
  }
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

/** Words without a character that means something to a shell: they need not be parsed to be told apart. */
const plain = /^(?=.{1,500}$)[A-Za-z0-9_./-]+(?: [A-Za-z0-9_./:=@-]+)*$/;
const reserved = new Set(
  "if then elif else fi for in do done while until case esac function select time coproc".split(" "),
);

const builtins = /^(cd|source|\.|export|set|eval|if|while|for|:|ulimit|umask|trap)$/;
