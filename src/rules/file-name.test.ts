import { describe, expect, it } from "vitest";
import { fileKindOf, isRatedName } from "./file-name.ts";

describe("a name says what a file is", () => {
  it.each([
    ["Dockerfile", "dockerfile"],
    ["services/api/Dockerfile.dev", "dockerfile"],
    ["api.Dockerfile", "dockerfile"],
    ["containerfile", "dockerfile"],
    ["Dockerfile_arm", "dockerfile"],
    ["compose.yaml", "compose"],
    ["docker-compose.prod.yml", "compose"],
    [".dockerignore", "dockerignore"],
    ["Dockerfile.dockerignore", "dockerignore"],
    [".containerignore", "dockerignore"],
  ])("%s: %s", (path, kind) => {
    expect([isRatedName(path), fileKindOf(path)]).toEqual([true, kind]);
  });

  it.each([
    ["Dockerfile.md", "words about one"],
    ["Dockerfile.j2", "a template"],
    ["dockerfile.go", "code"],
    ["Dockerfiles", "another word"],
    ["my-dockerfile", "another word"],
    [".dockerfile", "a name with nothing before its extension"],
    ["Dockerfile/readme", "a folder's"],
    ["Dockerfile.before-seaworthy", "what fix keeps of a replaced text"],
    ["Dockerfile.before-seaworthy.3", "the same, kept again"],
    ["composer.yaml", "another tool's"],
    ["compose.json", "no YAML"],
  ])("%s is not rated: %s", (path) => expect(isRatedName(path)).toBe(false));
});
