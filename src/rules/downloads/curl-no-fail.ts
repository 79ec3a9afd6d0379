import { defineRule } from "../define.ts";
import { hasFlag } from "../calls.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW2108",
  slug: "downloads/curl-no-fail",
  title: "curl without --fail",
  severity: "info",
  dimension: "reproducibility",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "Without -f an error page of the server is saved as if it were the file, and the build goes on.",
  sources: ["https://curl.se/docs/manpage.html#-f"],
  aka: ["parfum:curlUseFlagF", "droast:DF035"],
  examples: [
    {
      bad: "FROM debian:13\nRUN curl -sSLo a.tgz https://example.org/a.tgz\n",
      good: "FROM debian:13\nRUN curl -f -sSLo a.tgz https://example.org/a.tgz\n",
      fixed: "FROM debian:13\nRUN curl -f -sSLo a.tgz https://example.org/a.tgz\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN curl -fsSL https://example.org/a | tar xz && curl --fail-with-body https://example.org && curl --version\n",
    "FROM debian:13\nRUN curl -s -o /dev/null -w '%{http_code}' https://example.org\n",
  ],
  message: () => "An error page would be taken for the file: add -f.",
  check({ eachCall, report }) {
    eachCall("curl", (call) => {
      if (
        hasFlag(
          call,
          "-f",
          "--fail",
          "--fail-with-body",
          "--fail-early",
          "-w",
          "--write-out",
          "-I",
          "--head",
          "-V",
          "--version",
          "-K",
          "--config",
        )
      )
        return;
      if (!call.words.some((word) => /:\/\/|\$/.test(word.text))) return;
      report({ span: call.nameSpan, args: {}, fix: call.shell ? [insert(call.nameSpan.end, " -f")] : undefined });
    });
  },
});
