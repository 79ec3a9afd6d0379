import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW1114",
  slug: "stages/run-in-scratch",
  title: "RUN in a stage that has no shell",
  severity: "error",
  dimension: "portability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "scratch holds no /bin/sh, so there is nothing that could run the line.",
  sources: ["https://docs.docker.com/build/building/base-images/#create-a-minimal-base-image-using-scratch"],
  aka: ["tally:shell-run-in-scratch"],
  examples: [{ bad: "FROM scratch\nRUN make\n", good: "FROM debian:13\nRUN make\n" }],
  quiet: [
    "FROM scratch\nADD rootfs.tar.xz /\nRUN make\n",
    "FROM scratch\nCOPY --from=busybox:1.37 /bin /bin\nRUN make\n",
  ],
  message: () => "Nothing in this stage can run this: scratch has no shell.",
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      if (view.base(stage).kind !== "scratch") return;
      for (const one of view.readIn(stage)) {
        if (one.kind === "copy" || one.kind === "add") return;
        if (one.kind === "run" && one.command?.form !== "exec") report({ span: one, args: {} });
      }
    });
  },
});
