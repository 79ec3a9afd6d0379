import { OfLast } from "../../core/of-last.ts";
import { type RunInstruction, scopeAt } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

const running = new OfLast<RunInstruction, boolean>();

/** A script that this very step runs still has the argument. */
function runsFiles(run: RunInstruction): boolean {
  return running.of(run, () => /\b(?:sh|bash|source|envsubst)\b|\.\//.test(run.rest.text));
}

export default defineRule({
  id: "SW5025",
  slug: "shell/single-quoted-argument",
  title: "A build argument in single quotes",
  severity: "info",
  dimension: "reproducibility",
  profile: "default",
  points: 0.5,
  fix: "suggested",
  since: "0.1.0",
  why: "In single quotes the name is written into the file, not the value; and an ARG is gone when the container runs, so nothing can fill it in later.",
  sources: ["https://www.shellcheck.net/wiki/SC2016", "https://docs.docker.com/reference/dockerfile/#arg"],
  aka: ["shellcheck:SC2016"],
  examples: [
    {
      bad: "FROM debian:13\nARG VERSION\nRUN echo 'version=$VERSION' > /etc/app.conf\n",
      good: 'FROM debian:13\nARG VERSION\nRUN echo "version=$VERSION" > /etc/app.conf\n',
      fixed: 'FROM debian:13\nARG VERSION\nRUN echo "version=$VERSION" > /etc/app.conf\n',
    },
  ],
  quiet: [
    "FROM debian:13\nENV VERSION=1\nRUN echo 'echo $VERSION' > /run.sh\n",
    "FROM debian:13\nARG V\nENV V=$V\nRUN echo '$V' > a && sh -c 'echo $V' && awk '{print $1}' b\n",
    "FROM debian:13\nARG V\nRUN echo 'v=$V' > build.sh && sh build.sh\n",
    "FROM debian:13\nARG V\nRUN echo '$Vx' '$(V)' \"$V\"\n",
  ],
  message: (a: { name: string }) => `This writes the name $${a.name}, not the value: use double quotes.`,
  check({ view, eachCall, report }) {
    eachCall(["echo", "printf"], (call) => {
      const word = call.words.find(({ text }) => text.startsWith("'") && text.includes("$") && /^'[^']*'$/.test(text));
      if (word === undefined || !call.shell || runsFiles(call.run)) return;
      const scope = scopeAt(view.file, call.run);
      for (const [, bracketed, bare] of word.text.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)) {
        const name = bracketed ?? bare ?? "";
        if (scope.get(name)?.origin !== "arg") continue;
        const plain = !/["\\`!]/.test(word.text) && word.text.split("$").length === 2;
        const exact = view.text.slice(word.start, word.end) === word.text;
        const fix = plain && exact ? [replace(word, `"${word.text.slice(1, -1)}"`)] : undefined;
        report({ span: word, args: { name }, fix });
        return;
      }
    });
  },
});
