import { type Stage, type Dockerfile, dependencies } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";

function needs(file: Dockerfile, from: Stage, to: Stage): boolean {
  const seen = new Set<Stage>();
  const waiting = [from];
  for (let stage = waiting.pop(); stage !== undefined; stage = waiting.pop()) {
    if (stage === to) return true;
    if (seen.has(stage)) continue;
    seen.add(stage);
    for (const { source } of dependencies(file, stage)) if (source.kind === "stage") waiting.push(source.stage);
  }
  return false;
}

export default defineRule({
  id: "SW1112",
  slug: "stages/circular",
  title: "Stages that need each other",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "Neither can be built first; the builder stops.",
  sources: ["https://docs.docker.com/build/building/multi-stage/"],
  aka: ["tally:circular-stage-deps"],
  examples: [
    {
      bad: "FROM debian:13 AS a\nCOPY --from=b /b /b\nFROM debian:13 AS b\nCOPY --from=a /a /a\n",
      good: "FROM debian:13 AS a\nFROM debian:13 AS b\nCOPY --from=a /a /a\n",
    },
  ],
  quiet: ["FROM debian:13 AS a\nFROM a AS b\nCOPY --from=a /a /a\n"],
  message: (a: { from: string; to: string }) => `Stage ${a.from} needs ${a.to}, which needs ${a.from}.`,
  check({ view, eachStage, report }) {
    const nameOf = (stage: Stage): string => stage.name ?? String(stage.index);
    eachStage((stage) => {
      for (const { source, instruction } of dependencies(view.file, stage)) {
        if (source.kind !== "stage" || source.stage.index <= stage.index) continue;
        if (needs(view.file, source.stage, stage))
          report({ span: instruction, args: { from: nameOf(stage), to: nameOf(source.stage) } });
      }
    });
  },
});
