import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW4005",
  slug: "cache/many-layers",
  title: "Very many layers",
  severity: "info",
  dimension: "size",
  profile: "strict",
  points: 0.5,
  fix: "none",
  since: "0.1.0",
  why: "Each is pulled, unpacked and mounted by itself; file systems end at some hundred of them.",
  sources: ["https://docs.docker.com/build/building/best-practices/#run"],
  aka: ["dockerfile-doctor:DD064"],
  examples: [
    {
      bad: "FROM debian:13\nRUN a1\nRUN a2\nRUN a3\nRUN a4\nRUN a5\nRUN a6\nRUN a7\nRUN a8\nRUN a9\nRUN a10\nRUN a11\nRUN a12\nRUN a13\nRUN a14\nRUN a15\nRUN a16\n",
      good: "FROM debian:13\nRUN a1 && a2\n",
    },
  ],
  message: (a: { count: number }) => `${a.count} RUN make ${a.count} layers; join those that belong together.`,
  check({ view, report }) {
    if (view.file.instructions.length <= 15) return;
    let count = 0;
    let last: RunInstruction | undefined;
    for (const stage of view.shipped()) {
      const runs = view.inStage(stage, "run");
      count += runs.length;
      last = runs.at(-1) ?? last;
    }
    if (count > 15 && last !== undefined) report({ span: last.keyword, args: { count } });
  },
});
