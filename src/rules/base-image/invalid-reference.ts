import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { imageReference } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW1010",
  slug: "base-image/invalid-reference",
  title: "FROM names no valid image",
  severity: "error",
  dimension: "reproducibility",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "No engine can pull it: a reference is lower case, with one tag after a colon and one digest after an at sign.",
  sources: ["https://docs.docker.com/reference/dockerfile/#from", "https://github.com/distribution/reference"],
  aka: ["dockerfile-utils:INVALID_REFERENCE_FORMAT", "dockadvisor:FromInvalidImageReference"],
  examples: [
    { bad: "FROM Python:3.13\n", good: "FROM python:3.13\n", fixed: "FROM python:3.13\n" },
    { bad: "FROM python:3.13:slim\n", good: "FROM python:3.13-slim\n" },
  ],
  quiet: ["ARG IMAGE\nFROM $IMAGE\n", "FROM python AS Base\nFROM Base\n"],
  message: (a: { image: string; because: string }) => `${a.image} is no image: ${a.because}.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const base = view.base(stage);
      if (base.kind !== "image" || base.image === null || stage.from.image === null) return;
      const parsed = imageReference(base.image);
      if (parsed.ok) return;
      // Repositories are lower case; a tag may not be.
      const lower = base.image.replace(/^[^:@]+(?=[:@]|$)/, (name) => name.toLowerCase());
      const mends = !stage.from.image.dynamic && lower !== base.image && imageReference(lower).ok;
      report({
        span: stage.from.image,
        args: { image: base.image, because: parsed.error },
        fix: mends ? [replace(stage.from.image, lower)] : undefined,
      });
    });
  },
});
