import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW8023",
  slug: "syntax/closing-order",
  title: "Instructions of run time before those of build time",
  severity: "style",
  dimension: "cache",
  profile: "all",
  points: 0.25,
  fix: "none",
  since: "0.1.0",
  why: "EXPOSE, HEALTHCHECK, ENTRYPOINT and CMD at the end of a stage are where readers look for them, and a change of theirs rebuilds nothing.",
  sources: ["https://docs.docker.com/build/cache/optimize/#order-your-layers"],
  aka: ["tally:epilogue-order"],
  examples: [{ bad: 'FROM debian:13\nCMD ["a"]\nRUN make\n', good: 'FROM debian:13\nRUN make\nCMD ["a"]\n' }],
  quiet: ['FROM debian:13\nEXPOSE 80\nRUN make\nCMD ["a"]\n', 'FROM debian:13\nENTRYPOINT ["a"]\nUSER 1000\n'],
  message: (a: { keyword: string }) => `${a.keyword} stands above steps of the build.`,
  check({ eachStage, report }) {
    eachStage((stage) => {
      stage.instructions.forEach((one, index) => {
        if (one.kind !== "cmd" && one.kind !== "entrypoint" && one.kind !== "healthcheck") return;
        if (
          stage.instructions
            .slice(index + 1)
            .some((next) => next.kind === "run" || next.kind === "copy" || next.kind === "add")
        )
          report({ span: one.keyword, args: { keyword: one.keyword.text } });
      });
    });
  },
});
