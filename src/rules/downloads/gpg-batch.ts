import { hasFlag } from "../calls.ts";
import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW2113",
  slug: "downloads/gpg-batch",
  title: "gpg that may ask",
  severity: "info",
  dimension: "reproducibility",
  profile: "strict",
  points: 0.5,
  fix: "safe",
  since: "0.1.0",
  why: "Nobody answers in a build, and gpg's words for people change between releases; --batch keeps it from asking.",
  sources: ["https://www.gnupg.org/documentation/manuals/gnupg/Unattended-Usage-of-GPG.html"],
  aka: ["parfum:gpgUseBatchFlag"],
  examples: [
    {
      bad: "FROM debian:13\nRUN gpg --verify a.asc a\n",
      good: "FROM debian:13\nRUN gpg --batch --verify a.asc a\n",
      fixed: "FROM debian:13\nRUN gpg --batch --verify a.asc a\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN gpg --version && gpgconf --kill all\n"],
  message: () => "Add --batch.",
  check({ eachCall, report }) {
    eachCall(["gpg", "gpg2"], (call) => {
      if (hasFlag(call, "--batch", "--version", "--help", "--dearmor", "--yes")) return;
      report({ span: call.nameSpan, args: {}, fix: call.shell ? [insert(call.nameSpan.end, " --batch")] : undefined });
    });
  },
});
