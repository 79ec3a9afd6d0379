import { defineRule } from "../define.ts";
import { hasFlag } from "../calls.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW2109",
  slug: "downloads/curl-no-location",
  title: "curl that saves a file without --location",
  severity: "style",
  dimension: "reproducibility",
  profile: "strict",
  fix: "suggested",
  since: "0.1.0",
  why: "When the server moves the file, the build saves an empty redirect instead.",
  sources: ["https://curl.se/docs/manpage.html#-L"],
  aka: ["parfum:curlUseFlagL", "tally:curl-should-follow-redirects"],
  examples: [
    {
      bad: "FROM debian:13\nRUN curl -fsSO https://example.org/a.tgz\n",
      good: "FROM debian:13\nRUN curl -L -fsSO https://example.org/a.tgz\n",
      fixed: "FROM debian:13\nRUN curl -L -fsSO https://example.org/a.tgz\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN curl -fsSLO https://example.org/a.tgz && curl -X POST https://example.org\n"],
  message: () => "A moved file would be saved as an empty redirect: add -L.",
  check({ eachCall, report }) {
    eachCall("curl", (call) => {
      if (
        !hasFlag(call, "-o", "-O", "--output", "--remote-name") ||
        hasFlag(call, "-L", "--location", "-X", "-d", "--data")
      )
        return;
      report({ span: call.nameSpan, args: {}, fix: call.shell ? [insert(call.nameSpan.end, " -L")] : undefined });
    });
  },
});
