import { expect, test } from "vitest";
import { answersTo, knownBases, standInFor } from "./catalogue.ts";
import { recipeDigest } from "./define.ts";

test.each([
  ["debian:bookworm-slim", "debian:bookworm-slim", false],
  ["debian:12-slim", "debian:bookworm-slim", false],
  ["debian:13", "debian:trixie-slim", false],
  ["docker.io/library/python:3.11-slim", "python:3.11-slim-bookworm", false],
  ["python:3.13-slim-trixie", "python:3.13-slim-trixie", false],
  ["python:3.11", "python:3.11-bookworm", true],
  ["node:22", "node:22-bookworm", true],
  ["node:22.11.0-slim", "node:22.11.0-bookworm-slim", true],
  ["ghcr.io/astral-sh/uv:0.13", "ghcr.io/astral-sh/uv:0.13", false],
  [
    "ghcr.io/astral-sh/uv:0.13.8-python3.11-bookworm-slim",
    "ghcr.io/astral-sh/uv:0.13.8-python3.11-bookworm-slim",
    true,
  ],
  ["ghcr.io/astral-sh/uv:python3.13-trixie-slim", "ghcr.io/astral-sh/uv:python3.13-trixie-slim", true],
  ["nginxinc/nginx-unprivileged:stable-bookworm", "nginxinc/nginx-unprivileged:1.26", false],
])("%s is made as %s; host certificates in it: %s", (reference, made, builder) => {
  const definition = standInFor(reference, "x64");
  expect(definition?.reference).toBe(made);
  expect(definition?.builder).toBe(builder);
});

test.each([
  "python:3.12-slim",
  "python:3.11-slim-trixie",
  "python:3.11-alpine",
  "node:23",
  "node:22-alpine",
  "debian:sid",
  "redis:7",
  "myteam/python:3.11-slim",
  "registry.example/library/debian:12",
  "ghcr.io/astral-sh/uv:0.13-python3.11-trixie-slim",
  "ghcr.io/astral-sh/uv:0.13'; rm -rf /",
  "python:3.11-slim@sha256:0123",
])("there is no stand-in for %s", (reference) => {
  expect(standInFor(reference, "x64")).toBeNull();
});

test("what is named in help can be made, with all its parents, and answers to its names", () => {
  for (const reference of knownBases) {
    const definition = standInFor(reference, "x64");
    expect(definition, reference).not.toBeNull();
    for (const parent of definition?.parents ?? []) expect(standInFor(parent, "x64"), parent).not.toBeNull();
    expect(definition !== null && answersTo(definition, reference), reference).toBe(true);
  }
});

test("no recipe uses a heredoc, and only builder bases take the host's certificates", () => {
  for (const reference of knownBases) {
    const definition = standInFor(reference, "x64");
    if (definition?.recipe.kind !== "layered") continue;
    expect(definition.recipe.dockerfile).not.toContain("<<");
    const last = definition.recipe.dockerfile.slice(definition.recipe.dockerfile.lastIndexOf("FROM "));
    expect(/^FROM trusting|^FROM docker.io\/library\/buildpack-deps|COPY certificates/m.test(last), reference).toBe(
      definition.builder,
    );
  }
});

test("a recipe's digest changes with its parents, and with certificates for builder bases only", () => {
  const slim = standInFor("python:3.11-slim");
  const node = standInFor("node:22", "x64");
  if (slim === null || node === null) throw new Error("unknown");
  expect(recipeDigest(slim, ["a"], [])).not.toBe(recipeDigest(slim, ["b"], []));
  expect(recipeDigest(slim, ["a"], [])).toBe(recipeDigest(slim, ["a"], ["cert"]));
  expect(recipeDigest(node, ["a"], [])).not.toBe(recipeDigest(node, ["a"], ["cert"]));
  expect(recipeDigest(node, ["a"], ["x", "y"])).toBe(recipeDigest(node, ["a"], ["y", "x"]));
});
