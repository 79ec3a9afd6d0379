import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SeaworthyError } from "../core/errors/index.ts";
import type { RateOptions, Ratings } from "../core/ports/workflows.ts";
import { wire } from "../wire.ts";

const made: string[] = [];
// Read here, so that the first test is not charged with it.
beforeAll(() => import("./rate.ts"), 60_000);
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const root = "FROM python\nCMD a\n";

/** A folder with these files; a name that ends in `/` is an empty folder. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "rate-"));
  made.push(folder);
  for (const [path, text] of Object.entries(files)) {
    const full = join(folder, path);
    mkdirSync(path.endsWith("/") ? full : dirname(full), { recursive: true });
    if (!path.endsWith("/")) writeFileSync(full, text);
  }
  return folder;
}

async function rated(
  files: Readonly<Record<string, string>>,
  paths: readonly string[],
  options: Partial<RateOptions> & { readonly cwd?: string } = {},
): Promise<Ratings & { readonly notes: readonly string[] }> {
  const cwd = join(folderOf(files), options.cwd ?? "");
  const notes: string[] = [];
  const workflows = wire({ cwd, env: {}, engine: null, ca: null, surface: "cli", typed: "seaworthy rate" });
  const observer = {
    on: (event: { kind: string; text?: string }) => void (event.kind === "note" && notes.push(event.text ?? "")),
    ask: () => Promise.resolve(false),
  };
  const run = { observer, signal: new AbortController().signal };
  const ratings = await workflows.rate({ paths, stdin: null, profile: null, ...options }, run);
  return { ...ratings, notes };
}

const rulesOf = (ratings: Ratings): readonly string[] =>
  ratings.files.flatMap((file) => file.findings.map(({ rule }) => rule));

describe("which files are rated", () => {
  const files = {
    ".git/HEAD": "",
    ".gitignore": "/out\n*.tmp.dockerfile\n",
    "sub/.gitignore": "Dockerfile.local\n!kept.tmp.dockerfile\n",
    Dockerfile: root,
    "compose.yaml": "services: {}\n",
    ".dockerignore": ".git\n",
    "README.md": root,
    "out/Dockerfile": root,
    "sub/Dockerfile.local": root,
    "sub/a.tmp.dockerfile": root,
    "sub/kept.tmp.dockerfile": root,
    "sub/app.dockerfile": root,
    ".devcontainer/Dockerfile": root,
    "node_modules/a/Dockerfile": root,
    "vendor/b/Dockerfile": root,
  };
  it.each([
    {
      says: "a folder: what is named so, without what git ignores and others' code",
      paths: ["."],
      shown: [
        ".devcontainer/Dockerfile",
        ".dockerignore",
        "Dockerfile",
        "compose.yaml",
        "sub/app.dockerfile",
        "sub/kept.tmp.dockerfile",
      ],
    },
    { says: "a folder below", paths: ["sub/"], shown: ["sub/app.dockerfile", "sub/kept.tmp.dockerfile"] },
    { says: "an ignored folder that was asked for", paths: ["out"], shown: ["out/Dockerfile"] },
    { says: "vendored code that was asked for", paths: ["vendor/b"], shown: ["vendor/b/Dockerfile"] },
    { says: "an ignored file that was asked for", paths: ["sub/Dockerfile.local"], shown: ["sub/Dockerfile.local"] },
    { says: "a file of any name that was asked for", paths: ["README.md"], shown: ["README.md"] },
    { says: "a pattern", paths: ["**/Dockerfile*"], shown: [".devcontainer/Dockerfile", "Dockerfile"] },
    {
      says: "a pattern below a folder",
      paths: ["./sub/*.dockerfile"],
      shown: ["sub/app.dockerfile", "sub/kept.tmp.dockerfile"],
    },
    { says: "alternatives", paths: ["{compose,docker-compose}.yaml"], shown: ["compose.yaml"] },
    {
      says: "a file once, however often it is meant",
      paths: ["Dockerfile", "./Dockerfile", "D*"],
      shown: ["Dockerfile"],
    },
  ])("$says: $paths", async ({ paths, shown }) => {
    const ratings = await rated(files, paths);
    expect(ratings.files.map(({ path }) => path).toSorted()).toEqual(shown);
  });

  it("a name with the signs of a pattern is a name where there is such a file", async () => {
    const ratings = await rated({ "a[1]/Dockerfile": root, "a1/Dockerfile": root }, ["a[1]/Dockerfile"]);
    expect(ratings.files.map(({ path }) => path)).toEqual(["a[1]/Dockerfile"]);
  });

  it.each([
    { paths: ["nothing"], code: "no-such-file" },
    { paths: ["no*thing"], code: "no-such-file" },
    { paths: ["empty"], code: "no-dockerfile" },
  ])("$paths is an error", async ({ paths, code }) => {
    await expect(rated({ "empty/": "" }, paths)).rejects.toMatchObject({ code });
  });

  it("outside a repository .gitignore files above do not count", async () => {
    const outside = { ".gitignore": "Dockerfile\n", "a/Dockerfile": root };
    const inside = { ...outside, ".git/HEAD": "" };
    expect((await rated(outside, ["a"])).files).toHaveLength(1);
    expect((await rated(inside, ["a", "a/Dockerfile"])).files).toHaveLength(1);
    await expect(rated(inside, ["a"])).rejects.toMatchObject({ code: "no-dockerfile" });
  });
});

describe("what a config says", () => {
  const off = '[rate]\noff = ["SW1001"]\n';

  it.each([
    { says: "without one", files: {}, expected: true },
    { says: "ours beside the file", files: { "app/seaworthy.toml": off }, expected: false },
    { says: "ours above it", files: { "seaworthy.toml": off }, expected: false },
    {
      says: "package.json",
      files: { "package.json": '{"seaworthy": {"rate": {"off": ["base-image/untagged"]}}}' },
      expected: false,
    },
    { says: "hadolint's", files: { ".hadolint.yaml": "ignored: [DL3006]\n" }, expected: false },
    { says: "the nearest alone", files: { "seaworthy.toml": off, "app/seaworthy.toml": "[rate]\n" }, expected: true },
    {
      says: "none that says nothing of rating",
      files: { "seaworthy.toml": off, "app/seaworthy.toml": "[loop]\n", "app/package.json": "{}" },
      expected: false,
    },
    { says: "none above the repository", files: { "seaworthy.toml": off, "app/.git/HEAD": "" }, expected: true },
  ])("$says: untagged found is $expected", async ({ files, expected }) => {
    const all = { "app/Dockerfile": root, ...files };
    expect(rulesOf(await rated(all, ["app/Dockerfile"])).includes("SW1001")).toBe(expected);
    // Standard input in the same place is rated by the same.
    const piped = await rated(all, ["-"], { stdin: root, stdinName: "app/Dockerfile" });
    expect(rulesOf(piped).includes("SW1001")).toBe(expected);
  });

  it("is the one that was given, or none", async () => {
    const files = { Dockerfile: root, "seaworthy.toml": off, "other.toml": '[rate]\nprofile = "all"\n' };
    expect(rulesOf(await rated(files, ["."]))).not.toContain("SW1001");
    expect(rulesOf(await rated(files, ["."], { config: "none" }))).toContain("SW1001");
    const other = rulesOf(await rated(files, ["."], { config: { file: "other.toml" } }));
    expect(other).toContain("SW1001");
    const asked = rulesOf(await rated(files, ["."], { config: { file: "other.toml" }, profile: "default" }));
    expect(asked.length).toBeLessThan(other.length);
  });

  it("leaves files out of folders, and none that was named", async () => {
    const files = { "seaworthy.toml": '[rate]\nexclude = ["/old", "*.test.dockerfile"]\n', Dockerfile: root };
    const all = { ...files, "old/Dockerfile": root, "a/x.test.dockerfile": root };
    expect((await rated(all, ["."])).files.map(({ path }) => path)).toEqual(["Dockerfile"]);
    expect((await rated(all, ["**/Dockerfile"])).files.map(({ path }) => path)).toEqual(["Dockerfile"]);
    expect((await rated(all, ["old/Dockerfile"])).files).toHaveLength(1);
  });

  it("travels with the rating: the bar of each file", async () => {
    const files = {
      "a/Dockerfile": root,
      "a/seaworthy.toml": '[rate]\nmin-security = 9\nfail-on = "none"\n',
      "b/Dockerfile": root,
    };
    const ratings = await rated(files, ["."]);
    expect(ratings.files.map(({ bar }) => bar)).toEqual([{ minSecurity: 9, failOn: null }, undefined]);
  });

  it("with a mistake ends the run, naming file and line; told and passed over where lenient", async () => {
    const files = { Dockerfile: root, "seaworthy.toml": '[rate]\noff = ["SW1001"]\nmin-security = "high"\n' };
    const error = await rated(files, ["."]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SeaworthyError);
    expect(error).toMatchObject({
      code: "config",
      message: expect.stringContaining("seaworthy.toml:3: min-security:"),
    });
    const lenient = await rated(files, ["."], { lenient: true });
    expect(lenient.notes).toEqual([expect.stringContaining("seaworthy.toml:3: min-security:")]);
    expect(rulesOf(lenient)).not.toContain("SW1001");
  });

  it("with a name of no rule is told once, and no more", async () => {
    const files = { Dockerfile: root, "a/Dockerfile": root, "seaworthy.toml": '[rate]\noff = [\n "SW9x"\n]\n' };
    expect((await rated(files, ["."])).notes).toEqual(["seaworthy.toml:3: no rule is called SW9x"]);
  });

  it("of ours that says nothing of rating is told of: its table may be misspelt", async () => {
    const files = { Dockerfile: root, "seaworthy.toml": '[rat]\noff = ["SW1001"]\n' };
    expect((await rated(files, ["."])).notes).toEqual([
      expect.stringContaining("seaworthy.toml says nothing of rating"),
    ]);
    expect((await rated({ Dockerfile: root, "package.json": "{}" }, ["."])).notes).toEqual([]);
  });

  it.each([
    { file: "nowhere.toml", what: "There is no config file" },
    { file: "package.json", what: "says nothing of rating" },
    { file: "Dockerfile", what: "says nothing of rating" },
  ])("--config $file is an error", async ({ file, what }) => {
    const rating = rated({ Dockerfile: root, "package.json": "{}" }, ["."], { config: { file } });
    await expect(rating).rejects.toMatchObject({ code: "config", message: expect.stringContaining(what) });
  });
});

describe("what lies around a file", () => {
  const copies = 'FROM python:3.13-slim\nCOPY src/a.py src/b.py /app/\nUSER 1\nCMD ["python"]\n';
  it.each([
    { says: "its folder", files: { "docker/src/a.py": "", "docker/src/b.py": "" }, missing: 0 },
    {
      says: "the top of the repository, which has them",
      files: { ".git/HEAD": "", "src/a.py": "", "src/b.py": "" },
      missing: 0,
    },
    { says: "the folder with the most of them", files: { ".git/HEAD": "", "src/a.py": "" }, missing: 1 },
    { says: "no folder above without a repository", files: { "src/a.py": "", "src/b.py": "" }, missing: 2 },
  ])("is $says: $missing missing", async ({ files, missing }) => {
    const all = { "docker/Dockerfile": copies, "Dockerfile.other": root, ...files };
    for (const paths of [["docker/Dockerfile"], ["."]]) {
      const found = rulesOf(await rated(all, paths)).filter((rule) => rule === "SW9001");
      expect(found).toHaveLength(missing);
    }
  });

  it("has the ignore file beside the Dockerfile before the folder's own", async () => {
    const files = { Dockerfile: copies, "src/a.py": "", "src/b.py": "", ".dockerignore": "src\n" };
    const ignored = async (all: Readonly<Record<string, string>>) =>
      (await rated(all, ["Dockerfile"])).files[0]?.findings.some(({ slug }) => slug === "context/ignored-file");
    expect(await ignored(files)).toBe(true);
    expect(await ignored({ ...files, "Dockerfile.dockerignore": ".git\n" })).toBe(false);
  });
});

it("tells what comments switched off, with the reason", async () => {
  const text = "# seaworthy ignore=SW1001 the mirror has one tag\nFROM python\nCMD a\n";
  const [file] = (await rated({ Dockerfile: text }, ["."])).files;
  expect(file?.suppressed).toEqual([
    { rule: "SW1001", slug: "base-image/untagged", line: 2, reason: "the mirror has one tag" },
  ]);
});
