import { OfLast } from "../../core/of-last.ts";
import { expand, expandFrom, type Dockerfile, type Pair } from "../../formats/dockerfile/index.ts";
import { parseImageReference } from "../../formats/image-ref/index.ts";
import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";
import { newestRelease } from "../knowledge/successor.ts";

const globals = new OfLast<Dockerfile, ReadonlyMap<string, Pair>>();

/** The first ARG above the stages of each name. */
function globalArgs(file: Dockerfile): ReadonlyMap<string, Pair> {
  const found = new Map<string, Pair>();
  for (const one of file.globals)
    if (one.kind === "arg")
      for (const pair of one.pairs) if (!found.has(pair.name.text)) found.set(pair.name.text, pair);
  return found;
}

export default defineRule({
  id: "SW1011",
  slug: "base-image/arg-default-invalid",
  title: "FROM is no image while its ARG has no default",
  severity: "info",
  dimension: "operability",
  profile: "strict",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: "Whoever builds without --build-arg gets an error about a reference format. A default makes the file build by itself.",
  sources: ["https://docs.docker.com/reference/build-checks/invalid-default-arg-in-from/"],
  aka: ["buildkit:InvalidDefaultArgInFrom", "dockadvisor:InvalidDefaultArgInFrom"],
  examples: [
    {
      bad: "ARG TAG\nFROM python:$TAG\n",
      good: "ARG TAG=3.13\nFROM python:$TAG\n",
      fixed: "ARG TAG=3.14\nFROM python:$TAG\n",
    },
    { bad: "ARG IMAGE\nFROM $IMAGE\n", good: "ARG IMAGE=python:3.13\nFROM $IMAGE\n" },
  ],
  quiet: [
    "ARG VARIANT\nFROM python:3.13$VARIANT\n",
    "ARG TAG\nFROM python:${TAG:-3.13}\n",
    "FROM python:$UNDECLARED\n",
  ],
  message: (a: { image: string; filled: string }) =>
    `Without a build argument ${a.image} is ${a.filled === "" ? "empty" : `"${a.filled}"`}, which is no image.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const { image } = stage.from;
      if (image === null || !image.dynamic) return;
      const { value, unknown, error } = expandFrom(view.file, stage.from);
      if (value !== null || error !== null || unknown.length === 0) return;
      const filled = expand(
        image,
        new Map(unknown.map((name) => [name, { name, value: "", origin: "arg" as const }])),
        view.file.escape,
      ).value;
      if (filled === null || parseImageReference(filled).ok) return;
      // `python:$TAG`: the default is the release that stands for the name today.
      const release = filled.endsWith(":") ? newestRelease(imageName(filled.slice(0, -1)).name, view.today) : null;
      const pair = globals.of(view.file, globalArgs).get(unknown[0] ?? "");
      const plain = image.text.endsWith(`:$${unknown[0]}`) || image.text.endsWith(`:\${${unknown[0]}}`);
      report({
        span: image,
        args: { image: image.text, filled },
        fix:
          release === null || pair === undefined || pair.value !== null || unknown.length > 1 || !plain
            ? undefined
            : [insert(pair.end, `=${release}`)],
      });
    });
  },
});
