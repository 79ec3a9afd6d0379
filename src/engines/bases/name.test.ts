import { expect, test } from "vitest";
import { atMirror } from "./mirror.ts";
import { familiarName, fullName } from "./name.ts";

test.each([
  ["python:3.11-slim", "docker.io/library/python:3.11-slim", "python:3.11-slim"],
  ["debian", "docker.io/library/debian:latest", "debian:latest"],
  ["nginxinc/nginx-unprivileged:1.26", "docker.io/nginxinc/nginx-unprivileged:1.26", "nginxinc/nginx-unprivileged:1.26"],
  ["index.docker.io/library/node:22", "docker.io/library/node:22", "node:22"],
  ["localhost/app", "localhost/app:latest", "localhost/app:latest"],
  ["registry.example:5000/a/b:1", "registry.example:5000/a/b:1", "registry.example:5000/a/b:1"],
  ["node:22@sha256:ab", "docker.io/library/node@sha256:ab", "node@sha256:ab"],
])("%s is in full %s, and familiarly %s", (reference, full, familiar) => {
  expect(fullName(reference)).toBe(full);
  expect(familiarName(reference)).toBe(familiar);
});

const mirrors = { "docker.io": "mirror.example/dockerhub/", "registry.example:5000": "other.example" };

test.each([
  ["python:3.11-slim", "mirror.example/dockerhub/library/python:3.11-slim"],
  ["nginxinc/nginx-unprivileged:1.26", "mirror.example/dockerhub/nginxinc/nginx-unprivileged:1.26"],
  ["debian", "mirror.example/dockerhub/library/debian:latest"],
  ["node:22@sha256:ab", "mirror.example/dockerhub/library/node:22@sha256:ab"],
  ["node@sha256:ab", "mirror.example/dockerhub/library/node@sha256:ab"],
  ["registry.example:5000/a:1", "other.example/a:1"],
  ["ghcr.io/astral-sh/uv:0.13", "ghcr.io/astral-sh/uv:0.13"],
  ["scratch", "scratch"],
])("%s is at its mirror %s", (reference, mirrored) => {
  expect(atMirror(reference, mirrors)).toBe(mirrored);
});

test("a registry called like a property of every object has no mirror", () => {
  expect(atMirror("constructor.example/a:1", {})).toBe("constructor.example/a:1");
});
