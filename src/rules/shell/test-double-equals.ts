import { runScript } from "../../formats/shell/index.ts";
import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";
import type { Stage } from "../../formats/dockerfile/index.ts";
import { OfLast } from "../../core/of-last.ts";

const withDash = new OfLast<Stage, boolean>();

function hasDash(image: string): boolean {
  return (
    /^(debian|ubuntu|python|node|golang|ruby|php|buildpack-deps|rust|perl|openjdk|eclipse-temurin|nginx|httpd|postgres)$/.test(
      imageName(image).name,
    ) && !image.includes("alpine")
  );
}

export default defineRule({
  id: "SW5012",
  slug: "shell/test-double-equals",
  title: "== in [ under a plain sh",
  severity: "warning",
  dimension: "portability",
  profile: "default",
  points: 0.5,
  fix: "safe",
  since: "0.1.0",
  why: 'dash, the /bin/sh of Debian and Ubuntu, knows = alone: the test fails with "unexpected operator" and the branch is never taken.',
  sources: ["https://www.shellcheck.net/wiki/SC3014"],
  aka: ["shellcheck:SC3014"],
  examples: [
    {
      bad: 'FROM debian:13\nRUN if [ "$A" == b ]; then make; fi\n',
      good: 'FROM debian:13\nRUN if [ "$A" = b ]; then make; fi\n',
      fixed: 'FROM debian:13\nRUN if [ "$A" = b ]; then make; fi\n',
    },
  ],
  quiet: [
    'FROM alpine:3.24\nRUN [ "$A" == b ]\n',
    'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN [ "$A" == b ]\n',
    "FROM debian:13\nRUN bash -c '[ a == b ]'\n",
  ],
  message: () => "Write one =.",
  check({ view, eachCall, report }) {
    eachCall(["[", "test"], (call) => {
      const word = call.words.find((one) => one.text === "==");
      const stage = word === undefined ? null : view.stageOf(call.run);
      if (word === undefined || stage === null || !withDash.of(stage, () => hasDash(view.root(stage) ?? ""))) return;
      if (runScript(view.file, call.run)?.dialect !== "sh") return;
      report({ span: word, args: {}, fix: [replace(word, "=")] });
    });
  },
});
