import { flagWord } from "../calls.ts";
import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW2112",
  slug: "downloads/no-retry",
  title: "A download that is not tried again",
  severity: "style",
  dimension: "reproducibility",
  profile: "all",
  points: 0,
  fix: "suggested",
  since: "0.1.0",
  why: "A build that fails one time in a hundred because of a network is run again by hand. curl tries once unless told.",
  sources: ["https://curl.se/docs/manpage.html"],
  aka: ["tally:prefer-curl-config", "tally:prefer-wget-config"],
  examples: [
    {
      bad: "FROM debian:13\nRUN curl -fsSLo a https://example.org/a\n",
      good: "FROM debian:13\nRUN curl --retry 3 -fsSLo a https://example.org/a\n",
      fixed: "FROM debian:13\nRUN curl --retry 3 -fsSLo a https://example.org/a\n",
    },
  ],
  quiet: [
    "FROM debian:13\nCOPY .curlrc /root/\nRUN curl -fsSLo a https://example.org/a\n",
    "FROM debian:13\nRUN wget https://example.org/a\n",
  ],
  message: () => "Let curl try again: --retry 3.",
  check({ view, eachCall, report }) {
    if (view.calls("curl").length === 0) return;
    if (/curlrc|CURL_HOME/.test(view.text)) return;
    eachCall("curl", (call) => {
      if (flagWord(call, "--retry") !== null || !call.words.some((word) => /^['"]?(https?|ftp):/.test(word.text)))
        return;
      report({
        span: call.nameSpan,
        args: {},
        fix: call.shell ? [insert(call.nameSpan.end, " --retry 3")] : undefined,
      });
    });
  },
});
