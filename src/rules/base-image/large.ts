import { defineRule } from "../define.ts";
import { imageName } from "../knowledge/image-name.ts";

/** Images whose plain tag carries compilers and headers, and whose `-slim` tag does not. */
const full = new Set(["python", "node", "ruby", "perl", "openjdk", "golang", "rust", "php", "haskell", "erlang"]);
const withSlim = new Set(["python", "node", "ruby", "perl", "rust"]);

export default defineRule({
  id: "SW1005",
  slug: "base-image/large",
  title: "Final stage on the full image of a language",
  severity: "warning",
  dimension: "size",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The plain tags of language images carry compilers, headers and version control: over 800 MB that the application never opens.",
  sources: ["https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image"],
  aka: ["dockerfile-doctor:DD018"],
  examples: [
    {
      bad: "FROM python:3.12\nCOPY app.py /\n",
      good: "FROM python:3.12-slim\nCOPY app.py /\n",
      fixed: "FROM python:3.12-slim\nCOPY app.py /\n",
    },
  ],
  quiet: [
    "FROM node:24 AS build\nRUN npm ci\nFROM node:24-slim\nCOPY --from=build /a /a\n",
    "FROM golang:1.26\n",
    "FROM python:3.12-alpine\n",
  ],
  message: (a: { image: string }) => `${a.image} carries a build tool chain into the image: end on its slim variant.`,
  check({ view, report }) {
    const stage = view.shipped().at(-1);
    const word = stage?.from.image;
    if (stage === undefined || word === undefined || word === null) return;
    const image = view.root(stage);
    if (image === null) return;
    const { name, tag, digest } = imageName(image);
    if (
      !full.has(name) ||
      !withSlim.has(name) ||
      tag === null ||
      !/^\d+(\.\d+)*(-(bookworm|trixie|bullseye))?$/.test(tag)
    )
      return;
    const literal = !word.dynamic && digest === null;
    const at = word.start + word.text.length;
    const parts = /^([\d.]+)(-\w+)?$/.exec(tag);
    const slim = `${parts?.[1] ?? tag}-slim${parts?.[2] ?? ""}`;
    report({
      span: word,
      args: { image },
      fix: literal ? [{ start: at - tag.length, end: at, text: slim }] : undefined,
    });
  },
});
