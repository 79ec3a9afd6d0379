import { defineRule } from "../define.ts";
import { imageName } from "../knowledge/image-name.ts";
import { exampleService } from "../knowledge/example-service.ts";

const images: Readonly<Record<string, string>> = {
  python: "python",
  node: "node",
  golang: "go",
  ruby: "ruby",
  php: "php",
};

export default defineRule({
  id: "SW9007",
  slug: "context/runtime-version",
  title: "Base image of another version than the project asks for",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The application runs on a version that its lock and its tests never saw.",
  sources: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  aka: [],
  examples: [
    {
      bad: "FROM python:3.9-slim\n",
      good: "FROM python:3.13-slim\n",
      fixed: "FROM python:3.13-slim\n",
      repository: { files: null, dockerignore: null, service: exampleService },
    },
  ],
  message: (a: { image: string; version: string; source: string }) =>
    `${a.source} asks for ${a.version}; this builds on ${a.image}.`,
  check({ view, repository, report }) {
    const runtime = repository?.service?.runtime;
    const stage = view.shipped().at(-1);
    const word = stage?.from.image;
    if (runtime === undefined || stage === undefined || word == null) return;
    const image = view.root(stage);
    const { name, tag, digest } = imageName(image ?? "");
    if (image === null || !Object.hasOwn(images, name) || images[name] !== runtime.name || tag === null) return;
    const has = /^\d+(?:\.\d+)*/.exec(tag)?.[0];
    if (has === undefined || !/^\d+(\.\d+)*$/.test(runtime.version)) return;
    const wants = runtime.version.split(".");
    const parts = has.split(".");
    if (wants.every((part, index) => parts[index] === undefined || parts[index] === part)) return;
    const at = word.start + word.text.lastIndexOf(tag);
    report({
      span: word,
      args: { image, version: `${runtime.name} ${runtime.version}`, source: runtime.source },
      fix: word.dynamic || digest !== null ? undefined : [{ start: at, end: at + has.length, text: runtime.version }],
    });
  },
});
