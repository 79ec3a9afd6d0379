import { defineRule } from "../define.ts";
import { imageName } from "../knowledge/image-name.ts";
import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";

/** Releases of CUDA that PyTorch has an index of wheels for. */
const built = new Set(["118", "121", "124", "126", "128", "129", "130"]);

const pinned = new OfLast<RunInstruction, boolean>();
const pins = (run: RunInstruction): boolean => run.rest.text.includes("==");

export default defineRule({
  id: "SW3201",
  slug: "gpu/cuda-version",
  title: "Wheels for another CUDA than the base's",
  severity: "warning",
  dimension: "portability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The wheels bring or expect another release of the libraries than the image has; what is loaded is chance, and the driver may know only one.",
  sources: ["https://pytorch.org/get-started/locally/"],
  aka: ["tally:gpu/cuda-version-mismatch"],
  examples: [
    {
      bad: "FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nRUN pip install torch --index-url https://download.pytorch.org/whl/cu118\n",
      good: "FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nRUN pip install torch --index-url https://download.pytorch.org/whl/cu128\n",
      fixed:
        "FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nRUN pip install torch --index-url https://download.pytorch.org/whl/cu128\n",
    },
  ],
  quiet: [
    "FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nRUN pip install torch --index-url https://download.pytorch.org/whl/cu121\n",
    "FROM python:3.13\nRUN pip install torch --index-url https://download.pytorch.org/whl/cu118\n",
  ],
  message: (a: { base: string; wheel: string }) => `The base has CUDA ${a.base}, the wheels are for ${a.wheel}.`,
  check({ view, eachCall, report }) {
    eachCall(["pip", "uv", "poetry"], (call) => {
      const stage = view.stageOf(call.run);
      const base = imageName(stage === null ? "" : (view.root(stage) ?? ""));
      const has = base.name === "nvidia/cuda" ? /^(\d+)\.(\d+)/.exec(base.tag ?? "") : null;
      if (has === null) return;
      for (const word of call.words) {
        const wheel = /\/whl\/cu(\d{2})(\d)\b|\+cu(\d{2})(\d)\b/.exec(word.text);
        const major = wheel?.[1] ?? wheel?.[3];
        if (wheel === null || major === undefined || major === has[1]) continue;
        const index = /\/whl\/cu\d{3}\b/.exec(word.text);
        const own = `${has[1]}${has[2]}`;
        const at = word.start + (index?.index ?? 0);
        // A pinned release may never have been built for it.
        const loose = index !== null && built.has(own) && !pinned.of(call.run, pins);
        report({
          span: word,
          args: { base: `${has[1]}.${has[2]}`, wheel: `${major}.${wheel[2] ?? wheel[4] ?? ""}` },
          fix: loose ? [{ start: at, end: at + index[0].length, text: `/whl/cu${own}` }] : undefined,
        });
      }
    });
  },
});
