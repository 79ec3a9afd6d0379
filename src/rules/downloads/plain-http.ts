import { defineRule } from "../define.ts";
import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";

const local =
  /^http:\/\/(localhost|127\.|0\.0\.0\.0|\[::1\]|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|host\.docker\.internal|[a-z0-9_-]+([:/]|$)|\$|[\w.-]+\.(local|internal|test|example)([:/]|$))/i;
const fetchers = ["curl", "wget", "git", "aria2c", "pip", "npm"];

export default defineRule({
  id: "SW2102",
  slug: "downloads/plain-http",
  title: "Download without TLS",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Anyone on the way can put another file in its place, and it runs as root in the build.",
  sources: ["https://cwe.mitre.org/data/definitions/494.html"],
  aka: [
    "parfum:curlUseHttpsUrl",
    "parfum:wgetUseHttpsUrl",
    "dockerfile_lint:no_add_without_https",
    "dockerfile_lint:no_run_without_https",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN curl -fsSLO http://example.org/a.tgz\n",
      good: "FROM debian:13\nRUN curl -fsSLO https://example.org/a.tgz\n",
      fixed: "FROM debian:13\nRUN curl -fsSLO https://example.org/a.tgz\n",
    },
  ],
  quiet: [
    "FROM debian:13\nHEALTHCHECK CMD curl -f http://localhost/\nRUN curl -f http://registry:5000/ && echo http://example.org\n",
    'FROM debian:13\nRUN curl -fsSLO http://example.org/a.tgz && echo "abc  a.tgz" | sha256sum -c\n',
  ],
  message: (a: { url: string }) => `${a.url} can be changed on the way: use https.`,
  check({ each, eachCall, report }) {
    eachCall(fetchers, (call) => {
      if (!call.words.some((word) => word.text.includes("http://"))) return;
      // A checksum or signature checked in the same RUN does what TLS would do.
      if (isChecked(call.run)) return;
      for (const word of call.words) {
        if (!word.text.includes("http://")) continue;
        const at = word.text.indexOf("http://");
        const url = word.text.slice(at);
        const plain = at <= 1 && word.end - word.start === word.text.length;
        if (!local.test(url))
          report({
            span: word,
            args: { url: url.replace(/['"]$/, "") },
            fix: plain ? [{ start: word.start + at + 4, end: word.start + at + 4, text: "s" }] : undefined,
          });
      }
    });
    each("add", (add) => {
      if (add.kind !== "add") return;
      for (const source of add.sources) {
        if (source.text.startsWith("http://") && !local.test(source.text)) {
          report({
            span: source,
            args: { url: source.text },
            fix: [{ start: source.start + 4, end: source.start + 4, text: "s" }],
          });
        }
      }
    });
  },
});

const checked = new OfLast<RunInstruction, boolean>();

function isChecked(run: RunInstruction): boolean {
  return checked.of(run, () => /\b(sha\d+sum|md5sum|gpg|shasum|cosign|minisign)\b/.test(run.rest.text));
}
