import { expect, test } from "vitest";
import { familiarName, fullName } from "./name.ts";

test.each([
  ["python:3.11-slim", "docker.io/library/python:3.11-slim", "python:3.11-slim"],
  ["debian", "docker.io/library/debian:latest", "debian:latest"],
  [
    "nginxinc/nginx-unprivileged:1.26",
    "docker.io/nginxinc/nginx-unprivileged:1.26",
    "nginxinc/nginx-unprivileged:1.26",
  ],
  ["index.docker.io/library/node:22", "docker.io/library/node:22", "node:22"],
  ["localhost/app", "localhost/app:latest", "localhost/app:latest"],
  ["registry.example:5000/a/b:1", "registry.example:5000/a/b:1", "registry.example:5000/a/b:1"],
  ["node:22@sha256:ab", "docker.io/library/node@sha256:ab", "node@sha256:ab"],
])("%s is in full %s, and familiarly %s", (reference, full, familiar) => {
  expect(fullName(reference)).toBe(full);
  expect(familiarName(reference)).toBe(familiar);
});
