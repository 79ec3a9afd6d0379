import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW2116",
  slug: "downloads/checksum-one-space",
  title: "A checksum line with one space",
  severity: "warning",
  dimension: "portability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "The tools want two characters between the sum and the name: two spaces, or a space and an asterisk. With one, BusyBox and older tools find no valid line and the check fails or is passed over.",
  sources: ["https://www.gnu.org/software/coreutils/manual/html_node/cksum-output-modes.html"],
  aka: ["parfum:sha256sumEchoOneSpaces"],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN echo "${SUM} a.tgz" | sha256sum -c -\n',
      good: 'FROM alpine:3.24\nRUN echo "${SUM}  a.tgz" | sha256sum -c -\n',
      fixed: 'FROM alpine:3.24\nRUN echo "${SUM}  a.tgz" | sha256sum -c -\n',
    },
  ],
  quiet: [
    'FROM alpine:3.24\nRUN echo "${SUM} *a.tgz" | sha256sum -c -\n',
    'FROM alpine:3.24\nRUN echo "a b" | tee c\n',
  ],
  message: () => "Two spaces belong between the sum and the file.",
  check({ view, eachCall, report }) {
    eachCall(["echo", "printf"], (call) => {
      const next = call.pipe.names[call.pipe.index + 1] ?? "";
      if (!/^(sha\d+sum|md5sum|shasum)$/.test(next)) return;
      for (const word of call.words) {
        const at = /^["'](?:[0-9a-f]{32,128}|\$\{?\w+\}?) (?=[^ *"'])[^ ]+["']$/.test(word.text)
          ? word.text.indexOf(" ")
          : -1;
        if (at === -1 || view.text.slice(word.start, word.end) !== word.text) continue;
        report({ span: word, args: {}, fix: [insert(word.start + at, " ")] });
      }
    });
  },
});
