import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SeaworthyError } from "../core/errors/index.ts";
import type { Finding } from "../core/finding.ts";
import type { Command, Output, Spawn } from "../core/ports/process.ts";
import type { RateOptions, Ratings } from "../core/ports/workflows.ts";
import { wire } from "../wire.ts";
import type { Context } from "./context.ts";
import { fixedBy } from "./fix-shell.ts";
import { RateShell } from "./rate-shell.ts";
import { ShellCheck } from "./shellcheck.ts";

const { signal } = new AbortController();

/** Files in memory, and a ShellCheck that answers by a function of each script. */
function stub(answer: (source: string) => readonly object[] | "broken" | "missing"): {
  readonly context: Context;
  readonly commands: Command[];
  readonly files: Map<string, string>;
} {
  const files = new Map<string, string>();
  const commands: Command[] = [];
  const spawn: Spawn = (command) => {
    commands.push(command);
    const names = command.argv.filter((word) => word.endsWith(".sh"));
    const answers = names.map((name) => answer(files.get(`${command.cwd}/${name}`) ?? "no such file"));
    if (answers.includes("missing"))
      return Promise.reject(new SeaworthyError("command-missing", { what: "none", why: "none", todo: "none" }));
    const comments = names.flatMap((file, index) => {
      const said = answers[index];
      return typeof said === "object" ? said.map((one) => ({ file, ...one })) : [];
    });
    const ended: Output = {
      argv: command.argv,
      exitCode: 1,
      signal: null,
      stdout: answers.includes("broken") ? "{" : JSON.stringify({ comments }),
      stderr: "",
      seconds: 0,
      timedOut: false,
      truncated: false,
    };
    return Promise.resolve(ended);
  };
  const context = {
    spawn,
    files: {
      temporary: () => Promise.resolve("/tmp/scripts"),
      writeText: (path: string, text: string) => Promise.resolve(void files.set(path, text)),
      remove: (folder: string) => {
        for (const path of files.keys()) if (path.startsWith(folder)) files.delete(path);
        return Promise.resolve();
      },
    },
  } as unknown as Context;
  return { context, commands, files };
}

/** `$x` without quotes, as ShellCheck tells it; the scripts here have one line. */
function unquoted(source: string): readonly object[] {
  const [, , line = ""] = source.split("\n");
  const at = line.search(/(?<!")\$x(?!")/) + 1;
  if (at === 0) return [];
  const edge = (column: number): object => ({ line: 3, endLine: 3, column, endColumn: column, replacement: '"' });
  const fix = { replacements: [edge(at), edge(at + 2)] };
  return [{ line: 3, endLine: 3, column: at, endColumn: at + 2, level: "warning", code: 9001, message: "said", fix }];
}

const dockerfile = (...runs: readonly string[]): string =>
  ["FROM debian:13", ...runs.map((run) => `RUN ${run}`), ""].join("\n");

describe("asking ShellCheck", () => {
  it("gives many scripts to one process, none twice, and leaves no file behind", async () => {
    const { context, commands, files } = stub(unquoted);
    const check = new ShellCheck(context, () => {});
    const texts = [dockerfile("a $x", "b", "a $x"), dockerfile("b", "c")].map((text) => ({ path: "Dockerfile", text }));
    const rules = await check.rulesFor([...texts, { path: "compose.yaml", text: "run: x" }], signal);
    expect(rules.at(-1)).toMatchObject({ id: "SC9001", slug: "shellcheck/sc9001", severity: "warning" });
    await check.rulesFor(texts, signal);
    expect(commands.map(({ argv }) => argv.filter((word) => word.endsWith(".sh")))).toEqual([["0.sh", "1.sh", "2.sh"]]);
    expect(files.size).toBe(0);
  });

  it("with no options but its own", async () => {
    const { context, commands } = stub(unquoted);
    await new ShellCheck(context, () => {}).rulesFor([{ path: "Dockerfile", text: dockerfile("a") }], signal);
    expect(commands[0]?.argv.slice(0, 3)).toEqual(["shellcheck", "--norc", "--format=json1"]);
    expect(commands[0]?.env).toMatchObject({ SHELLCHECK_OPTS: undefined });
  });

  it("without the program says so once, and our own rules go on", async () => {
    const { context, commands } = stub(() => "missing");
    const notes: string[] = [];
    const check = new ShellCheck(context, (text) => notes.push(text));
    const before = await check.rulesFor([{ path: "Dockerfile", text: dockerfile("a $x") }], signal);
    expect(await check.rulesFor([{ path: "Dockerfile", text: dockerfile("b $x") }], signal)).toBe(before);
    expect(before.some(({ slug }) => slug === "shell/cd-unchecked")).toBe(true);
    expect(commands).toHaveLength(1);
    expect(notes).toEqual([expect.stringContaining("no shellcheck on PATH")]);
  });

  it("says so too for threads, which have nobody to tell, and nothing where it is not wanted", async () => {
    const { context, commands } = stub(() => "missing");
    const notes: string[] = [];
    const on = (event: { kind: string; text?: string }): void => void notes.push(event.text ?? "");
    const run = { observer: { on, ask: () => Promise.resolve(false) }, signal };
    await new RateShell(context, {}, run).tell({});
    expect(commands).toEqual([]);
    await new RateShell(context, {}, run).tell({ shellcheck: true });
    expect(notes).toEqual([expect.stringContaining("no shellcheck on PATH")]);
  });

  it("finds the one script that it cannot answer, and takes its word on the others", async () => {
    const { context } = stub((source) => (source.includes("evil") ? "broken" : unquoted(source)));
    const notes: string[] = [];
    const check = new ShellCheck(context, (text) => notes.push(text));
    const text = dockerfile("a", "evil", "b $x", "c");
    const rules = await check.rulesFor([{ path: "Dockerfile", text }], signal);
    expect(rules.at(-1)?.id).toBe("SC9001");
    expect(notes).toEqual([expect.stringContaining("gave no answer to a script of RUN")]);
  });

  it("is asked again about what its fixes changed, until nothing is left", async () => {
    const { context, commands } = stub(unquoted);
    const run = { observer: { on: () => {}, ask: () => Promise.resolve(false) }, signal };
    const shell = new RateShell(context, { shellcheck: true }, run);
    const text = dockerfile("a $x && b $x");
    const rules = await shell.rulesFor(undefined, { path: "Dockerfile", text });
    if (rules === undefined) throw new Error("it was asked for");
    const fixed = await fixedBy("Dockerfile", text, { rules, profile: "default" }, "suggested", shell);
    expect(fixed.text).toContain('RUN a "$x" && b "$x"');
    expect(fixed.applied.filter(({ rule }) => rule === "SC9001")).toHaveLength(2);
    expect(commands).toHaveLength(3);
    const safe = await fixedBy("Dockerfile", text, { rules, profile: "default" }, "safe", shell);
    expect(safe.text).toContain("RUN a $x && b $x");
  });
});

describe("rate", () => {
  const folder = mkdtempSync(join(tmpdir(), "shellcheck-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeAll(() => import("./rate.ts"), 60_000);
  const there = spawnSync("shellcheck", ["--version"]).status === 0;

  async function rated(
    text: string,
    options: Partial<RateOptions> = {},
    path = process.env["PATH"],
  ): Promise<Ratings & { readonly notes: readonly string[] }> {
    writeFileSync(join(folder, "Dockerfile"), text);
    const notes: string[] = [];
    const env = { ...process.env, PATH: path };
    const workflows = wire({ cwd: folder, env, engine: null, ca: null, surface: "cli", typed: "seaworthy rate" });
    const observer = {
      on: (event: { kind: string; text?: string }) => void (event.kind === "note" && notes.push(event.text ?? "")),
      ask: () => Promise.resolve(false),
    };
    const asked = { paths: ["Dockerfile"], stdin: null, profile: "all", ...options } as const;
    return { ...(await workflows.rate(asked, { observer, signal })), notes };
  }
  const codes = (ratings: Ratings): readonly string[] =>
    ratings.files.flatMap(({ findings }) => findings.map(({ rule }) => rule).filter((rule) => rule.startsWith("SC")));

  const real = [
    "FROM debian:13",
    "ARG dir",
    "RUN set -e; \\",
    "    # where it is",
    "    cp  $(cat /list) \\",
    '\t"$dir/$sub"',
    "ONBUILD RUN wget $(cat /list)",
    "RUN <<-END",
    "\tread -r line < /a",
    "\tx $line",
    "\tEND",
    "",
  ].join("\n");

  it("starts no process where nobody asks for it", async () => {
    const { notes, ...ratings } = await rated(real, {}, "/nowhere");
    expect([codes(ratings), notes]).toEqual([[], []]);
  });

  it("tells that it was asked for and is not there", async () => {
    const { notes, ...ratings } = await rated(real, { shellcheck: true }, "/nowhere");
    expect(codes(ratings)).toEqual([]);
    expect(notes).toEqual([expect.stringContaining("apt-get install shellcheck")]);
  });

  it("with the real shellcheck: each thing at its line and column", async ({ skip }) => {
    if (!there) skip("shellcheck is not on PATH");
    const ratings = await rated(real, { shellcheck: true });
    const found = ratings.files[0]?.findings.filter(({ rule }) => rule.startsWith("SC")) ?? [];
    const said = ({ rule, span, from }: Finding): string =>
      `${rule} ${from.line}:${from.column} ${real.slice(span.start, span.end)}`;
    expect(found.map(said)).toEqual([
      "SC2046 5:9 $(cat /list)",
      "SC2154 6:8 $sub",
      "SC2046 7:18 $(cat /list)",
      "SC2086 10:4 $line",
    ]);
    expect(found.at(-1)?.fix).toMatchObject({ kind: "suggested" });
  });

  it("with the real shellcheck: a config asks for it, the option counts before it", async ({ skip }) => {
    if (!there) skip("shellcheck is not on PATH");
    writeFileSync(join(folder, "seaworthy.toml"), '[rate]\nshellcheck = true\noff = ["SC2154"]\n');
    const asked = await rated(real);
    expect(codes(asked)).toEqual(["SC2046", "SC2046", "SC2086"]);
    expect(asked.notes).toEqual([]);
    expect(codes(await rated(real, { shellcheck: false }))).toEqual([]);
    expect(codes(await rated(real, { config: "none" }))).toEqual([]);
    rmSync(join(folder, "seaworthy.toml"));
  });
});
