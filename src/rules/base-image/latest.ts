import { defineRule } from "../define.ts";
import { newestRelease } from "../knowledge/successor.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW1002",
  slug: "base-image/latest",
  title: "Base image tagged latest",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "`latest` moves to the next major release without notice; a build that passed yesterday breaks today.",
  sources: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  aka: [
    "hadolint:DL3007",
    "trivy:DS-0001",
    "kics:image_version_using_latest",
    "checkov:CKV_DOCKER_7",
    "dockle:DKL-DI-0006",
    "semgrep:avoid-latest-version",
    "dockerfilelint:latest_tag",
    "dockerfile_lint:is_latest_tag",
    "droast:DF001",
    "droast:DF024",
    "dockerfile-doctor:DD001",
  ],
  examples: [
    {
      bad: 'FROM node:latest\nCMD ["node"]\n',
      good: 'FROM node:24-slim\nCMD ["node"]\n',
      fixed: 'FROM node:26\nCMD ["node"]\n',
    },
  ],
  quiet: [
    "FROM python:3.13@sha256:9f6b1a2c0f4d4e2a8b3c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2\n",
    "ARG TAG\nFROM node:${TAG}\n",
  ],
  message: (a: { image: string }) => `${a.image} moves without notice: name a release.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const base = view.base(stage);
      const word = stage.from.image;
      if (base.kind !== "image" || base.image === null || word === null) return;
      const { name, tag, digest } = imageName(base.image);
      if (tag !== "latest" || digest !== null) return;
      const release = newestRelease(name, view.today);
      report({
        span: word,
        args: { image: base.image },
        fix:
          release === null || word.dynamic || !word.text.endsWith(":latest")
            ? undefined
            : [{ start: word.end - "latest".length, end: word.end, text: release }],
      });
    });
  },
});
