import type { Edit } from "../../core/edit.ts";
import { defineRule } from "../define.ts";
import { type Call, hasFlag } from "../calls.ts";
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
      good: "FROM debian:13\nRUN curl -fsSLo a.tgz https://example.org/a.tgz\n",
      fixed: "FROM debian:13\nRUN curl -fsSLo a.tgz https://example.org/a.tgz\n",
    },
    {
      bad: "FROM debian:13\nRUN curl --silent --output a.tgz https://example.org/a.tgz\n",
      good: "FROM debian:13\nRUN curl --fail --silent --output a.tgz https://example.org/a.tgz\n",
      fixed: "FROM debian:13\nRUN curl --fail --silent --output a.tgz https://example.org/a.tgz\n",
    },
    {
      bad: "FROM debian:13\nRUN curl https://example.org/a.tgz -o a.tgz\n",
      good: "FROM debian:13\nRUN curl -f https://example.org/a.tgz -o a.tgz\n",
      fixed: "FROM debian:13\nRUN curl -f https://example.org/a.tgz -o a.tgz\n",
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
      report({ span: call.nameSpan, args: {}, fix: call.shell ? [withFail(call)] : undefined });
    });
  },
});

/** In the way the other options are written. */
function withFail(call: Call): Edit {
  const first = call.words[0];
  if (first !== undefined && /^-[A-Za-z]/.test(first.text)) return insert(first.start + 1, "f");
  return insert(call.nameSpan.end, first?.text.startsWith("--") === true ? " --fail" : " -f");
}
