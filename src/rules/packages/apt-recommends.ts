import { defineRule } from "../define.ts";
import { hasFlag, subcommand } from "../calls.ts";
import { insert } from "../edits.ts";

export default defineRule({
  id: "SW3003",
  slug: "packages/apt-recommends",
  title: "apt-get install with recommended packages",
  severity: "info",
  dimension: "size",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Recommended packages are a convenience for people at a desktop; in an image they are megabytes that nothing asked for.",
  sources: [
    "https://docs.docker.com/build/building/best-practices/#apt-get",
    "https://ubuntu.com/blog/we-reduced-our-docker-images-by-60-with-no-install-recommends",
  ],
  aka: [
    "hadolint:DL3015",
    "trivy:DS-0029",
    "kics:apt_get_not_avoiding_additional_packages",
    "semgrep:missing-no-install-recommends",
    "parfum:aptGetInstallUseNoRec",
    "droast:DF016",
    "dockerfile-doctor:DD003",
    "dockerfilelint:apt-get_recommends",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get update && apt-get install -y curl\n",
      good: "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends curl\n",
      fixed: "FROM debian:13\nRUN apt-get update && apt-get install --no-install-recommends -y curl\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN apt-get install -y -o APT::Install-Recommends=false curl\n",
    "FROM debian:13 AS build\nRUN apt-get install -y gcc\nFROM debian:13\nCOPY --from=build /a /a\n",
  ],
  message: () => "Add --no-install-recommends.",
  check({ view, eachCall, report }) {
    if (view.calls(["apt-get", "apt"]).length === 0 || /install-recommends\s*"?(0|false|no)/i.test(view.text)) return;
    eachCall(["apt-get", "apt"], (call) => {
      const what = subcommand(call);
      if (what?.value !== "install" || hasFlag(call, "--no-install-recommends")) return;
      // What a builder stage installs is in no layer of the image.
      if (!view.isShipped(call.run)) return;
      if (call.words.some((word) => /install-recommends=(false|0|no)/i.test(word.text))) return;
      report({
        span: call.nameSpan,
        args: {},
        fix: call.shell ? [insert(what.end, " --no-install-recommends")] : undefined,
      });
    });
  },
});
