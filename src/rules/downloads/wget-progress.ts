import { defineRule } from "../define.ts";
import { hasFlag } from "../calls.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW2110",
  slug: "downloads/wget-progress",
  title: "wget that prints its progress dot by dot",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  fix: "safe",
  since: "0.1.0",
  why: "A large download fills the build's log with thousands of lines of dots.",
  sources: ["https://www.gnu.org/software/wget/manual/wget.html"],
  aka: ["hadolint:DL3047", "droast:DF056", "tally:hadolint/DL3047"],
  examples: [
    {
      bad: "FROM debian:13\nRUN wget https://example.org/a.tgz\n",
      good: "FROM debian:13\nRUN wget -nv https://example.org/a.tgz\n",
      fixed: "FROM debian:13\nRUN wget -nv https://example.org/a.tgz\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN wget -q https://example.org/a && wget -qO- https://example.org/a && wget --progress=dot:giga https://example.org/a\n",
    "FROM alpine:3.22\nRUN wget https://example.org/a\n",
  ],
  message: () => "Add -nv, so that the log stays readable.",
  check({ view, eachCall, report }) {
    eachCall("wget", (call) => {
      if (
        hasFlag(call, "-q", "--quiet", "-nv", "--no-verbose", "--progress", "-o", "--output-file", "-a", "--version") ||
        call.words.some((word) => word.text.startsWith("-nv"))
      )
        return;
      const stage = view.stageOf(call.run);
      // BusyBox's wget knows no -nv.
      if (stage === null || /alpine|busybox/.test(view.root(stage) ?? "alpine")) return;
      report({ span: call.nameSpan, args: {}, fix: call.shell ? [insert(call.nameSpan.end, " -nv")] : undefined });
    });
  },
});
