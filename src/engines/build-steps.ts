import type { BuildStep } from "../core/ports/engine.ts";

/** Reads a builder's output as it comes; `at` is the seconds since the build began, for builders that print no times. */
export interface StepReader {
  line(line: string, at: number): void;
  /** The steps so far, in the order in which the builder named them. */
  steps(at: number): readonly BuildStep[];
}

interface Vertex {
  readonly name: string;
  cached: boolean;
  seconds: number;
}

/** BuildKit with plain progress: `#7 [builder 2/5] RUN …`, then `#7 CACHED`, `#7 DONE 1.1s`, `#7 ERROR: …` or `#7 CANCELED`. */
export function buildkitSteps(): StepReader {
  const vertices = new Map<string, Vertex>();
  const began = new Map<string, number>();
  return {
    line(line, at) {
      const head = /^#(\d+) \[([^\]]*)\] (.+)$/.exec(line);
      if (head !== null) {
        const [, number = "", stage = "", name = ""] = head;
        if (!vertices.has(number) && !/^(?:internal|auth)\b/.test(stage)) {
          vertices.set(number, { name, cached: false, seconds: 0 });
          began.set(number, at);
        }
        return;
      }
      const mark = /^#(\d+) (CACHED|DONE|ERROR|CANCELED)\b:?\s*(?:([\d.]+)s)?/.exec(line);
      const vertex = vertices.get(mark?.[1] ?? "");
      if (mark === null || vertex === undefined) return;
      if (mark[2] === "CACHED") vertex.cached = true;
      else if (mark[2] === "DONE") vertex.seconds = Number(mark[3] ?? 0);
      else vertex.seconds = at - (began.get(mark[1] ?? "") ?? at);
    },
    steps: () => [...vertices.values()].map((vertex) => ({ ...vertex })),
  };
}

/** Docker's classic builder (`Step 2/5 : RUN …`) and buildah (`[1/2] STEP 2/3: RUN …`): one step at a time, `Using cache` below it. */
export function sequentialSteps(): StepReader {
  const steps: Vertex[] = [];
  let began = 0;
  const close = (at: number): void => {
    const last = steps.at(-1);
    if (last !== undefined) last.seconds = Math.max(0, at - began);
  };
  return {
    line(line, at) {
      const head = /^(?:\[\d+\/\d+\] )?(?:Step \d+\/\d+ :|STEP \d+(?:\/\d+)?:) (.+)$/.exec(line);
      if (head !== null) {
        close(at);
        began = at;
        steps.push({ name: head[1] ?? "", cached: false, seconds: 0 });
      } else if (/^ ?-+> Using cache\b/.test(line)) {
        const last = steps.at(-1);
        if (last !== undefined) last.cached = true;
      }
    },
    steps(at) {
      close(at);
      return steps.map((step) => ({ ...step }));
    },
  };
}
