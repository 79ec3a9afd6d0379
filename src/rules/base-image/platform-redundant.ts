import { defineRule } from "../define.ts";
import { removeWord } from "../edits.ts";

export default defineRule({
  id: "SW1007",
  slug: "base-image/platform-redundant",
  title: "FROM --platform=$TARGETPLATFORM",
  severity: "style",
  dimension: "maintainability",
  profile: "strict",
  fix: "safe",
  since: "0.1.0",
  why: "The target platform is what FROM uses anyway.",
  sources: ["https://docs.docker.com/reference/build-checks/redundant-target-platform/"],
  aka: ["hadolint:DL3065", "buildkit:RedundantTargetPlatform", "dockadvisor:RedundantTargetPlatform"],
  examples: [
    { bad: "FROM --platform=$TARGETPLATFORM alpine:3.22\n", good: "FROM alpine:3.22\n", fixed: "FROM alpine:3.22\n" },
  ],
  quiet: ["FROM --platform=$BUILDPLATFORM alpine:3.22\n"],
  message: () => "$TARGETPLATFORM is the default: leave the flag out.",
  check({ view, eachStage, report }) {
    eachStage(({ from }) => {
      const flag = from.flags.find((one) => one.name === "platform");
      if (flag === undefined || !/^"?\$\{?TARGETPLATFORM\}?"?$/.test(from.platform?.text ?? "")) return;
      report({ span: flag, args: {}, fix: [removeWord(view.text, flag)] });
    });
  },
});
