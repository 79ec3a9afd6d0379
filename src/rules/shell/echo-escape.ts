import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";
import { shellOfRun } from "../knowledge/default-shell.ts";

export default defineRule({
  id: "SW5018",
  slug: "shell/echo-escape",
  title: "\\n in an echo that does not expand it",
  severity: "info",
  dimension: "portability",
  profile: "strict",
  points: 0.25,
  fix: "suggested",
  since: "0.1.0",
  why: "The echo of bash and of BusyBox writes a backslash and an n into the file; only with -e, or by printf, it is a new line.",
  sources: ["https://www.shellcheck.net/wiki/SC2028"],
  aka: ["shellcheck:SC2028"],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN echo "[app]\\nport=80" > /etc/app.conf\n',
      good: 'FROM alpine:3.24\nRUN printf "[app]\\nport=80\\n" > /etc/app.conf\n',
      fixed: 'FROM alpine:3.24\nRUN echo -e "[app]\\nport=80" > /etc/app.conf\n',
    },
  ],
  quiet: [
    'FROM debian:13\nRUN echo "a\\nb" > /etc/app.conf\n',
    'FROM alpine:3.24\nRUN echo -e "a\\nb" && echo "printf \'a\\n\'" && echo "s/a/\\n/" | sed -f - b\n',
    "FROM alpine:3.24\nRUN echo 'C:\\\\new' && echo '\\\\nothing'\n",
    'FROM example.org/unknown\nRUN echo "a\\nb"\n',
  ],
  message: () => "This echo writes \\n as two characters: use printf.",
  check({ view, eachCall, report }) {
    eachCall("echo", (call) => {
      const [first] = call.words;
      if (first === undefined || first.text.startsWith("-") || !call.shell || call.pipe.length > 1) return;
      const word = call.words.find(({ text }) => text.includes("\\n") && /^["'].*[^\\]\\n/s.test(text));
      // A text for another program (a script, a regular expression) has escapes of its own.
      if (word === undefined || /printf|echo|sed|awk|grep|PS1|s\/|\\\\|\\[wdrtsb(]/.test(word.text)) return;
      const shell = shellOfRun(view, call.run);
      if (shell !== "bash" && shell !== "ash") return;
      report({ span: word, args: {}, fix: [insert(call.nameSpan.end, " -e")] });
    });
  },
});
