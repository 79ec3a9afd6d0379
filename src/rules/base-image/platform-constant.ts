import { defineRule } from "../define.ts";
import { removeWord } from "../edits.ts";

export default defineRule({
  id: "SW1006",
  slug: "base-image/platform-constant",
  title: "FROM --platform with a constant",
  severity: "info",
  dimension: "portability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "A constant platform builds the wrong image on every other machine, slowly and under emulation. `--platform` on the command line says it better.",
  sources: ["https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/"],
  aka: [
    "hadolint:DL3029",
    "buildkit:FromPlatformFlagConstDisallowed",
    "kics:using_platform_with_from",
    "semgrep:avoid-platform-with-from",
    "parfum:DL3029",
    "dockadvisor:FromPlatformFlagConstDisallowed",
    "droast:DF061",
  ],
  examples: [
    { bad: "FROM --platform=linux/amd64 alpine:3.22\n", good: "FROM alpine:3.22\n", fixed: "FROM alpine:3.22\n" },
  ],
  quiet: [
    "FROM --platform=$BUILDPLATFORM golang:1.26 AS build\n",
    "FROM --platform=linux/amd64 alpine:3.22 AS build-amd64\nFROM --platform=linux/arm64 alpine:3.22 AS build-arm64\n",
  ],
  message: (a: { platform: string }) => `The platform ${a.platform} is fixed here; leave it to the build.`,
  check({ view, eachStage, report }) {
    eachStage(({ from, name }) => {
      const platform = from.platform;
      if (platform === null || platform.dynamic || platform.value === null) return;
      // A stage named for its platform is a deliberate matrix, and no other stage can be meant by it.
      const architecture = platform.value.split("/")[1] ?? platform.value;
      if (name?.includes(architecture) === true) return;
      const flag = from.flags.find((one) => one.name === "platform");
      report({
        span: flag ?? platform,
        args: { platform: platform.value },
        fix: flag === undefined ? undefined : [removeWord(view.text, flag)],
      });
    });
  },
});
