import { defineRule } from "../define.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW1003",
  slug: "base-image/no-digest",
  title: "Base image not pinned by digest",
  severity: "info",
  dimension: "reproducibility",
  profile: "all",
  points: 0,
  fix: "none",
  since: "0.1.0",
  why: "A tag can be pushed again. A digest names the bytes, but it also stops security updates until a bot moves it: advice that costs no points.",
  sources: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  aka: ["semgrep:dockerfile-source-not-pinned"],
  examples: [
    {
      bad: "FROM python:3.13-slim\n",
      good: "FROM python:3.13-slim@sha256:9f6b1a2c0f4d4e2a8b3c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2\n",
    },
  ],
  quiet: ["FROM scratch\n"],
  message: (a: { image: string }) => `${a.image} names no digest; with a bot that keeps it fresh, pin it.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const base = view.base(stage);
      if (base.kind !== "image" || base.image === null || stage.from.image === null) return;
      if (imageName(base.image).digest === null) report({ span: stage.from.image, args: { image: base.image } });
    });
  },
});
