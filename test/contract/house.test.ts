import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

interface Manifest {
  readonly engines: { readonly node: string };
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const manifest = JSON.parse(read("package.json")) as Manifest;

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
}
const lock = JSON.parse(read("package-lock.json")) as { readonly packages: Readonly<Record<string, Locked>> };

/** The packages in the first column of a section's table. */
function listed(page: string, heading: string): readonly string[] {
  const section = page.split(/^## /m).find((one) => one.startsWith(heading)) ?? "";
  return [...section.matchAll(/^\| `([^`]+)` \| (\S.*) \|$/gm)].map(([, name = ""]) => name);
}

describe("the dependencies", () => {
  const page = read("docs/decisions/0001-dependencies.md");
  it("at run time have a reason each", () =>
    expect(listed(page, "At run time")).toEqual(Object.keys(manifest.dependencies)));
  it("at development time have a reason each", () => {
    expect(listed(page, "At development time")).toEqual(Object.keys(manifest.devDependencies));
  });
  it("at run time are pinned", () => {
    for (const [name, version] of Object.entries(manifest.dependencies))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  });
  it("are locked for every platform", () => {
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !(`node_modules/${name}` in lock.packages))
        .map((name) => `${path}: ${name}`),
    );
    expect(missing).toEqual([]);
  });
  it("are locked without the address of a registry", () => {
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});

describe("the commands that the pages name", () => {
  const pages = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "docs/README.md"];
  const words = (path: string): readonly string[] =>
    [...read(path).matchAll(/(?:`|&& |^ {4})npm (?:run )?([a-z][\w:]*)/gm)].map(([, name = ""]) => name);
  it.each(pages)("%s: npm knows them", (path) => {
    const own = ["ci", "install"];
    expect(words(path).filter((name) => !own.includes(name) && !(name in manifest.scripts))).toEqual([]);
  });
  it("are looked for in the right way", () => expect(words("CONTRIBUTING.md")).toContain("check"));
  it.each(pages)("%s: links lead somewhere", (path) => {
    const base = new URL(`../../${path}`, import.meta.url);
    for (const [, target = ""] of read(path).matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      expect(() => readFileSync(new URL(target, base)), target).not.toThrow(/ENOENT/);
    }
  });
});

describe("the package", () => {
  it("starts its command on the oldest Node that it promises", () => {
    expect(manifest.engines.node).toBe(">=20.10");
    expect(read(manifest.bin["seaworthy"] ?? "")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
  it("carries its licence", () => expect(read("LICENSE")).toContain("Apache License"));
});
