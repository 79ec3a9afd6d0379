import { runScript } from "../../formats/shell/index.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW2012",
  slug: "copy/write-with-echo",
  title: "A file is written line by line with echo",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0.25,
  fix: "none",
  since: "0.1.0",
  why: "A heredoc of COPY shows the file as it will be, without quotes inside quotes.",
  sources: ["https://docs.docker.com/reference/dockerfile/#here-documents"],
  aka: ["tally:prefer-copy-heredoc"],
  examples: [
    {
      bad: 'FROM debian:13\nRUN echo "a=1" > /etc/app.conf && echo "b=2" >> /etc/app.conf\n',
      good: "FROM debian:13\nCOPY <<EOF /etc/app.conf\na=1\nb=2\nEOF\n",
    },
  ],
  quiet: [
    'FROM debian:13\nRUN echo "a=1" > /etc/app.conf\n',
    'FROM debian:13\nRUN echo "deb x" >> /etc/apt/sources.list && apt-get update\n',
  ],
  message: (a: { file: string }) => `Write ${a.file} with COPY and a heredoc.`,
  check({ view, each, report }) {
    each("run", (run) => {
      // Two of them, to one file.
      const { text } = run.rest;
      const first = text.indexOf(">");
      if (first === -1 || !text.includes(">", first + 1) || !/\b(echo|printf)\b/.test(text)) return;
      const script = runScript(view.file, run);
      const seen = new Set<string>();
      for (const command of script?.commands ?? []) {
        if (command.name?.value !== "echo" && command.name?.value !== "printf") continue;
        for (const redirect of command.redirects) {
          const file = redirect.target?.value ?? null;
          if (file === null || !file.startsWith("/") || file.startsWith("/dev/") || !/^>>?$/.test(redirect.operator))
            continue;
          if (seen.has(file)) return report({ span: command, args: { file } });
          seen.add(file);
        }
      }
    });
  },
});
