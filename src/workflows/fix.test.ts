import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FixOptions, FixResult } from "../core/ports/workflows.ts";
import { wire } from "../wire.ts";

const made: string[] = [];
// Read here, so that the first test is not charged with it.
beforeAll(() => import("./fix.ts"), 60_000);
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const text = "FROM debian:13\nADD a.py /\nUSER 1\n";
const mended = "FROM debian:13\nCOPY a.py /\nUSER 1\n";

async function fixed(
  files: Readonly<Record<string, string>>,
  options: Partial<FixOptions> = {},
): Promise<FixResult & { readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), "fix-"));
  made.push(folder);
  for (const [name, content] of Object.entries({ "a.py": "", ...files })) writeFileSync(join(folder, name), content);
  const workflows = wire({ cwd: folder, env: {}, engine: null, ca: null, surface: "cli", typed: "seaworthy fix" });
  const run = {
    observer: { on: () => {}, ask: () => Promise.resolve(false) },
    signal: new AbortController().signal,
  };
  const asked = { paths: ["."], profile: null, suggested: false, prove: false, write: true, ...options };
  return { ...(await workflows.fix(asked, run)), folder };
}

const read = (folder: string, name = "Dockerfile"): string => readFileSync(join(folder, name), "utf8");

describe("fix without a proof", () => {
  it("writes, and keeps the old text beside it", async () => {
    const { folder, files } = await fixed({ Dockerfile: text });
    expect(read(folder)).toBe(mended);
    expect(read(folder, "Dockerfile.before-seaworthy")).toBe(text);
    expect(files[0]?.suggestions.map(({ rule }) => rule)).toEqual(["SW2004"]);
    expect(files[0]?.after.findings.length).toBeLessThan(files[0]?.before.findings.length ?? 0);
  });

  it("keeps nothing where it was told so", async () => {
    const { folder } = await fixed({ Dockerfile: text }, { backup: false });
    expect(read(folder)).toBe(mended);
    expect(existsSync(join(folder, "Dockerfile.before-seaworthy"))).toBe(false);
  });

  it.each([
    { says: "what the config switches off", files: { "seaworthy.toml": '[rate]\noff = ["SW2004"]\n' }, options: {} },
    {
      says: "what a comment switches off",
      files: { Dockerfile: `# seaworthy ignore-file=SW2004 why\n${text}` },
      options: {},
    },
    { says: "anything where only a diff was asked for", files: {}, options: { write: false } },
    {
      says: "what stands on disk where standard input was given",
      files: {},
      options: { paths: ["-"], stdin: text, stdinName: "Dockerfile" },
    },
  ])("leaves $says", async ({ files, options }) => {
    const all = { Dockerfile: text, ...files };
    const { folder } = await fixed(all, options);
    expect(read(folder)).toBe(all.Dockerfile);
  });

  it("answers standard input by the config of the file that it stands for", async () => {
    const piped = { paths: ["-"], stdin: text, stdinName: "Dockerfile" };
    expect((await fixed({}, piped)).files[0]?.changes[0]?.after).toBe(mended);
    const off = { "seaworthy.toml": '[rate]\noff = ["SW2004"]\n' };
    expect((await fixed(off, piped)).files[0]?.changes[0]?.after).toBe(text);
  });
});
