import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseImageReference } from "./index.ts";

const sha = "a".repeat(64);

describe("references", () => {
  const good: [text: string, canonical: string, familiar: string, official: boolean][] = [
    ["python", "docker.io/library/python", "python", true],
    ["python:3.12-slim", "docker.io/library/python:3.12-slim", "python:3.12-slim", true],
    ["library/python", "docker.io/library/python", "python", true],
    ["docker.io/library/python", "docker.io/library/python", "python", true],
    ["index.docker.io/library/python", "docker.io/library/python", "python", true],
    ["bitnami/redis:7", "docker.io/bitnami/redis:7", "bitnami/redis:7", false],
    ["ghcr.io/astral-sh/uv:0.4", "ghcr.io/astral-sh/uv:0.4", "ghcr.io/astral-sh/uv:0.4", false],
    ["localhost/a", "localhost/a", "localhost/a", false],
    ["localhost:5000/a:b", "localhost:5000/a:b", "localhost:5000/a:b", false],
    ["[::1]:5000/a", "[::1]:5000/a", "[::1]:5000/a", false],
    [`a@sha256:${sha}`, `docker.io/library/a@sha256:${sha}`, `a@sha256:${sha}`, true],
    [`a:1@sha256:${sha}`, `docker.io/library/a:1@sha256:${sha}`, `a:1@sha256:${sha}`, true],
    ["a__b/c---d/e.f_g", "docker.io/a__b/c---d/e.f_g", "a__b/c---d/e.f_g", false],
    ["Host/a", "Host/a", "Host/a", false],
  ];
  it.each(good)("%s", (text, canonical, familiar, official) => {
    expect(parseImageReference(text)).toMatchObject({ ok: true, reference: { canonical, familiar, official } });
  });

  const bad: [text: string, why: RegExp][] = [
    ["", /empty/],
    ["Python", /lower case/],
    ["a:", /no tag/],
    ["a:-x", /no tag/],
    ["a b", /no part/],
    ["a//b", /no part/],
    ["a___b", /no part/],
    ["-a", /no part/],
    ["a@sha256:abc", /64/],
    ["a@md5:abc", /no digest/],
    ["a@", /no digest/],
    [sha, /image id/],
    ["-x.io/a", /no registry/],
    ["a/".repeat(128) + "a", /255/],
  ];
  it.each(bad)("refuses %j", (text, why) => {
    const parsed = parseImageReference(text);
    expect(parsed.ok ? "accepted" : parsed.error).toMatch(why);
  });

  it("reads its own canonical and familiar forms back", () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(part, part, fc.option(part), (owner, name, tag) => {
        const parsed = parseImageReference(`${owner}/${name}${tag === null ? "" : `:${tag}`}`);
        if (!parsed.ok) throw new Error(parsed.error);
        const { canonical, familiar } = parsed.reference;
        for (const form of [canonical, familiar])
          expect(parseImageReference(form)).toMatchObject({ ok: true, reference: { canonical } });
      }),
    );
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseImageReference(text)));
  });
});
