import { runScript, type ShellCommand } from "../../formats/shell/index.ts";
import { defineRule } from "../define.ts";
import { type RunInstruction, scopeAt } from "../../formats/dockerfile/index.ts";
import { shellOfRun } from "../knowledge/default-shell.ts";

/** POSIX keeps what is set before these; bash does not, but for its posix mode. */
const special = new Set([
  ":",
  "break",
  "continue",
  "eval",
  "exec",
  "exit",
  "export",
  "readonly",
  "return",
  "set",
  "shift",
  "times",
  "trap",
  "unset",
  ".",
]);

export default defineRule({
  id: "SW5024",
  slug: "shell/assignment-too-short",
  title: "A variable set for one command and used beyond it",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  points: 1,
  fix: "none",
  since: "0.1.0",
  why: "`A=1 command` sets A for that command's environment alone: in its own words and after it $A is what it was before, most often nothing, and nothing fails.",
  sources: ["https://www.shellcheck.net/wiki/SC2097", "https://www.shellcheck.net/wiki/SC2154"],
  aka: ["shellcheck:SC2097", "shellcheck:SC2098", "shellcheck:SC2154"],
  examples: [
    {
      bad: "FROM debian:13\nRUN V=1.2 curl -fsSLO https://example.org/a-$V.tgz\n",
      good: "FROM debian:13\nRUN V=1.2 && curl -fsSLO https://example.org/a-$V.tgz\n",
    },
    {
      bad: "FROM debian:13\nRUN V=1.2 make fetch && tar xf a-$V.tgz\n",
      good: "FROM debian:13\nRUN V=1.2; export V; make fetch && tar xf a-$V.tgz\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN V=1.2 sh -c 'echo $V' && V=2 && echo $V\n",
    "FROM debian:13\nARG V\nRUN V=1.2 make && echo $V\n",
    "FROM debian:13\nRUN DEPS='a b' set -x && apt-get install -y $DEPS\n",
    "FROM debian:13\nRUN PATH=/opt/bin:$PATH make && echo $PATH && HOME=/tmp npm ci --cache $HOME\n",
    "FROM debian:13\nRUN . /etc/os-release && ID=x make && echo $ID\n",
  ],
  message: (a: { name: string }) => `$${a.name} is set for one command only, and is not known here.`,
  check({ view, report }) {
    const setting = new Set<RunInstruction>();
    for (const call of view.everyCall()) if (call.assigned.size > 0) setting.add(call.run);
    for (const run of setting) {
      const text = view.text.slice(run.start, run.end);
      if (!text.includes("$")) continue;
      const commands = runScript(view.file, run)?.commands ?? [];
      if (run.command?.form === "exec" || !commands.some((one) => one.name !== null && one.assignments.length > 0))
        continue;
      const set = setNames(text, commands);
      const scope = scopeAt(view.file, run);
      const keeps = shellOfRun(view, run) !== "bash";
      const short = new Set<string>();
      for (const command of commands) {
        if (command.name === null) continue;
        if (!keeps || !special.has(command.name.value ?? ""))
          for (const { name } of command.assignments) if (!set.has(name) && !scope.has(name)) short.add(name);
        for (const word of [command.name, ...command.args]) {
          for (const name of short.size === 0 ? [] : namesIn(word.text))
            if (short.delete(name)) report({ span: word, args: { name } });
        }
      }
    }
  },
});

const always = ["PATH", "HOME", "USER", "PWD", "HOSTNAME", "SHELL", "TERM", "IFS", "JAVA_HOME"];

/** Names that the script knows beyond one command: set for themselves, read, looped over; all of them where another file may set any. */
function setNames(text: string, commands: readonly ShellCommand[]): ReadonlySet<string> {
  const names = new Set<string>(always);
  const any = commands.some(({ name }) => /^(?:\.|source|eval)$/.test(name?.value ?? ""));
  for (const { name, args, assignments } of commands) {
    if (name === null || any) for (const one of assignments) names.add(one.name);
    if (/^(?:export|declare|local|readonly|read|typeset|mapfile|getopts)$/.test(name?.value ?? ""))
      for (const arg of args) names.add(/^\w*/.exec(arg.text)?.[0] ?? "");
  }
  for (const [, loop, given] of text.matchAll(/\bfor\s+(\w+)|\$\{(\w+):?=/g)) names.add(loop ?? given ?? "");
  return names;
}

/** The variables of a word outside single quotes, but for those with a value for where they are not set. */
function namesIn(text: string): readonly string[] {
  if (!text.includes("$")) return [];
  const open = text.replaceAll(/\\.|'[^']*'/g, "");
  return [...open.matchAll(/\$(?:(\w+)|\{(\w+)[}#%/^,])/g)].map(([, bare, bracketed]) => bare ?? bracketed ?? "");
}
