import { defineRule } from "../define.ts";
import { lineAbove } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";
import { newestRelease } from "../knowledge/successor.ts";
import { expandFrom } from "../../formats/dockerfile/index.ts";

export default defineRule({
  id: "SW1008",
  slug: "base-image/arg-undeclared",
  title: "FROM uses an ARG that nobody declares before it",
  severity: "error",
  dimension: "reproducibility",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "FROM sees only ARGs that stand before the first FROM (and the platform's own). An undeclared one is empty, whatever --build-arg says.",
  sources: ["https://docs.docker.com/reference/build-checks/undefined-arg-in-from/"],
  aka: ["buildkit:UndefinedArgInFrom", "dockadvisor:UndefinedArgInFrom", "dockerfile-utils:BASE_NAME_EMPTY"],
  examples: [
    {
      bad: "FROM python:${VERSION}\n",
      good: "ARG VERSION=3.13\nFROM python:${VERSION}\n",
      fixed: "ARG VERSION=3.14\nFROM python:${VERSION}\n",
    },
  ],
  quiet: ["FROM --platform=$BUILDPLATFORM golang:1.26\n"],
  message: (a: { names: string }) => `${a.names} is not declared by an ARG above the first FROM.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const word = stage.from.image;
      if (word === null) return;
      const { undeclared } = expandFrom(view.file, stage.from);
      if (undeclared.length === 0) return;
      const whole = /^([^$]+):\$\{?(\w+)\}?$/.exec(word.text);
      const release = whole === null ? null : newestRelease(imageName(whole[1] ?? "").name, view.today);
      const first = view.file.stages[0];
      report({
        span: word,
        args: { names: undeclared.join(", ") },
        fix:
          release === null || first === undefined
            ? undefined
            : [lineAbove(view.text, first.from, `ARG ${undeclared[0]}=${release}`)],
      });
    });
  },
});
