import { expect, it } from "vitest";
import { atMirror } from "./mirrors.ts";

const mirrors = { "docker.io": "mirror.example/hub/", "ghcr.io": "mirror.example/ghcr" };
const digest = `sha256:${"a".repeat(64)}`;

it.each([
  ["python:3.11-slim", "mirror.example/hub/library/python:3.11-slim"],
  ["nginxinc/nginx-unprivileged:1.26", "mirror.example/hub/nginxinc/nginx-unprivileged:1.26"],
  ["ghcr.io/astral-sh/uv:0.13", "mirror.example/ghcr/astral-sh/uv:0.13"],
  [`debian@${digest}`, `mirror.example/hub/library/debian@${digest}`],
  ["quay.io/a/b:1", "quay.io/a/b:1"],
  ["scratch", "scratch"],
  ["constructor/a:1", "mirror.example/hub/constructor/a:1"],
])("%s is taken from %s", (reference, mirrored) => {
  expect(atMirror(reference, mirrors)).toBe(mirrored);
});

it("a registry that is called like a property of every object has no mirror", () => {
  expect(atMirror("constructor.example/a:1", {})).toBe("constructor.example/a:1");
});
