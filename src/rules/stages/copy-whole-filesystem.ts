import { copySource } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW1111",
  slug: "stages/copy-whole-filesystem",
  title: "COPY of a whole file system",
  severity: "warning",
  dimension: "size",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "All of another image is laid over this one: twice the size, and secrets and tools of the builder come along. Copy what the application needs.",
  sources: ["https://docs.docker.com/build/building/multi-stage/"],
  aka: ["hadolint:DL3067", "droast:DF026"],
  examples: [
    {
      bad: "FROM golang:1.27 AS build\nFROM debian:13\nCOPY --from=build / /\n",
      good: "FROM golang:1.27 AS build\nFROM debian:13\nCOPY --from=build /app /app\n",
    },
  ],
  quiet: [
    "FROM debian:13 AS build\nFROM scratch\nCOPY --from=build / /\n",
    "FROM scratch AS files\nCOPY a /\nFROM debian:13\nCOPY --from=files / /\n",
    "FROM debian:13\nCOPY . /app\n",
  ],
  message: () => "This copies the whole file system of another image.",
  check({ view, each, report }) {
    each("copy", (copy) => {
      const word = copy.sources.find((one) => one.value === "/" || one.value === "/*");
      if (word === undefined || copy.destination?.value !== "/") return;
      const stage = view.stageOf(copy);
      const source = copySource(view.file, copy);
      if (source === null || stage === null) return;
      // Onto scratch it makes one layer of many; from a stage of files alone there is nothing else to take.
      if (view.base(stage).kind === "scratch" || (source.kind === "stage" && view.root(source.stage) === null)) return;
      report({ span: word, args: {} });
    });
  },
});
