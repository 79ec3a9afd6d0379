import { type Stage, type Dockerfile, dependencies } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";

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
    let circles: ReadonlyMap<Stage, number> | null = null;
    eachStage((stage) => {
      for (const { source, instruction } of dependencies(view.file, stage)) {
        if (source.kind !== "stage" || source.stage.index <= stage.index) continue;
        circles ??= circlesOf(view.file);
        if (circles.get(source.stage) === circles.get(stage))
          report({ span: instruction, args: { from: nameOf(stage), to: nameOf(source.stage) } });
      }
    });
  },
});

/** A number for each stage, the same for those that need each other: the strongly connected components, by Tarjan. */
function circlesOf(file: Dockerfile): ReadonlyMap<Stage, number> {
  const order = new Map<Stage, number>();
  const lowest = new Map<Stage, number>();
  const circles = new Map<Stage, number>();
  const open: Stage[] = [];
  const enter = (stage: Stage): { readonly stage: Stage; readonly needs: Iterator<Stage> } => {
    lowest.set(stage, order.size);
    order.set(stage, order.size);
    open.push(stage);
    return { stage, needs: needsOf(file, stage).values() };
  };
  const lower = (stage: Stage, to: number): void => {
    lowest.set(stage, Math.min(lowest.get(stage) ?? to, to));
  };
  for (const root of file.stages) {
    if (order.has(root)) continue;
    // A path of its own, not recursion: it may be thousands of stages long.
    const path = [enter(root)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { stage, needs } = top;
      const next = needs.next();
      if (next.done !== true) {
        const seen = order.get(next.value);
        if (seen === undefined) path.push(enter(next.value));
        else if (!circles.has(next.value)) lower(stage, seen);
        continue;
      }
      path.pop();
      const own = lowest.get(stage) ?? 0;
      const above = path.at(-1);
      if (above !== undefined) lower(above.stage, own);
      if (own !== order.get(stage)) continue;
      for (let one = open.pop(); one !== undefined; one = open.pop()) {
        circles.set(one, own);
        if (one === stage) break;
      }
    }
  }
  return circles;
}

function needsOf(file: Dockerfile, stage: Stage): readonly Stage[] {
  return dependencies(file, stage).flatMap(({ source }) => (source.kind === "stage" ? [source.stage] : []));
}
