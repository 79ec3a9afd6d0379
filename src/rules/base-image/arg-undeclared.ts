import { defineRule } from "../define.ts";
import { expandFrom } from "../../formats/dockerfile/index.ts";

export default defineRule({
  id: "SW1008",
  slug: "base-image/arg-undeclared",
  title: "FROM uses an ARG that nobody declares before it",
  severity: "error",
  dimension: "reproducibility",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "FROM sees only ARGs that stand before the first FROM (and the platform's own). An undeclared one is empty, whatever --build-arg says.",
  sources: ["https://docs.docker.com/reference/build-checks/undefined-arg-in-from/"],
  aka: ["buildkit:UndefinedArgInFrom", "dockadvisor:UndefinedArgInFrom", "dockerfile-utils:BASE_NAME_EMPTY"],
  examples: [{ bad: "FROM python:${VERSION}\n", good: "ARG VERSION=3.13\nFROM python:${VERSION}\n" }],
  quiet: ["FROM --platform=$BUILDPLATFORM golang:1.26\n"],
  message: (a: { names: string }) => `${a.names} is not declared by an ARG above the first FROM.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const word = stage.from.image;
      if (word === null) return;
      const { undeclared } = expandFrom(view.file, stage.from);
      if (undeclared.length > 0) report({ span: word, args: { names: undeclared.join(", ") } });
    });
  },
});
