import { defineRule } from "../define.ts";
import { hasFlag, subcommand } from "../calls.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW3002",
  slug: "packages/apt-no-yes",
  title: "apt-get install without -y",
  severity: "error",
  dimension: "reproducibility",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "apt-get asks, nobody answers, and the build ends there.",
  sources: ["https://manpages.debian.org/stable/apt/apt-get.8.en.html"],
  aka: [
    "hadolint:DL3014",
    "trivy:DS-0021",
    "kics:apt_get_missing_flags_to_avoid_manual_input",
    "semgrep:missing-assume-yes-switch",
    "parfum:aptGetInstallUseY",
    "droast:DF015",
    "dockerfile-doctor:DD023",
    "dockerfilelint:apt-get_missing_param",
    "tally:hadolint/DL3014",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get install curl\n",
      good: "FROM debian:13\nRUN apt-get install -y curl\n",
      fixed: "FROM debian:13\nRUN apt-get install -y curl\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN apt-get -qqy install curl && apt-get install --assume-yes curl && apt-get -qq install curl && yes | apt-get install curl\n",
    "FROM debian:13\nRUN echo 'APT::Get::Assume-Yes \"true\";' > /etc/apt/apt.conf.d/90yes && apt-get install curl\n",
  ],
  message: () => "apt-get will ask and nobody answers: add -y.",
  check({ view, eachCall, report }) {
    if (view.calls(["apt-get", "apt"]).length === 0) return;
    if (/assume-yes/i.test(view.text) && /apt\.conf/.test(view.text)) return;
    eachCall(["apt-get", "apt"], (call) => {
      const what = subcommand(call);
      if (
        what === null ||
        !["install", "upgrade", "dist-upgrade", "full-upgrade", "purge", "remove"].includes(what.value ?? "")
      )
        return;
      if (
        hasFlag(call, "-y", "--yes", "--assume-yes", "--force-yes", "-s", "--dry-run", "-d", "--print-uris") ||
        quiet(call.words.map((word) => word.text))
      )
        return;
      if (call.pipe.index > 0) return;
      report({ span: call.nameSpan, args: {}, fix: call.shell ? [insert(what.end, " -y")] : undefined });
    });
  },
});

/** `-qq` implies -y, so do `-q=2` and two `-q`. */
function quiet(words: readonly string[]): boolean {
  return (
    words.some((word) => word === "-q=2" || /^-\w*q\w*q/.test(word)) ||
    words.filter((word) => word === "-q" || word === "--quiet").length > 1
  );
}
