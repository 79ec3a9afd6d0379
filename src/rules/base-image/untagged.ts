import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";
import { newestRelease } from "../knowledge/successor.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW1001",
  slug: "base-image/untagged",
  title: "Base image without a tag",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Without a tag the engine pulls `latest`, so the same Dockerfile builds on another release tomorrow.",
  sources: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  aka: [
    "hadolint:DL3006",
    "trivy:DS-0001",
    "kics:image_version_not_explicit",
    "checkov:CKV_DOCKER_7",
    "dockle:DKL-DI-0006",
    "semgrep:missing-image-version",
    "dockerfilelint:missing_tag",
    "dockerfile_lint:no_tag",
    "droast:DF001",
    "dockerfile-doctor:DD001",
  ],
  examples: [
    {
      bad: "FROM python\nRUN python -V\n",
      good: "FROM python:3.13-slim\nRUN python -V\n",
      fixed: "FROM python:3.14\nRUN python -V\n",
    },
  ],
  quiet: [
    "FROM scratch\nCOPY app /app\n",
    "ARG TAG=3.13\nFROM python:$TAG\n",
    "ARG IMAGE\nFROM $IMAGE\n",
    "FROM python:3.13 AS base\nFROM base\n",
  ],
  message: (a: { image: string }) => `${a.image} has no tag: name the release to build on.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const base = view.base(stage);
      const word = stage.from.image;
      if (base.kind !== "image" || base.image === null || word === null) return;
      const { name, tag, digest } = imageName(base.image);
      if (tag !== null || digest !== null) return;
      // What `latest` stands for today, so that this build is the same and tomorrow's too.
      const release = newestRelease(name, view.today);
      report({
        span: word,
        args: { image: base.image },
        fix: release === null || word.dynamic ? undefined : [insert(word.end, `:${release}`)],
      });
    });
  },
});
