import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { after, Editor } from "../../src/lsp/testing/editor.ts";
import { root } from "../run.ts";

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** The command as an editor starts it, in a folder with a config. */
function started(...args: readonly string[]): {
  editor: Editor;
  folder: string;
  child: ChildProcess;
  code: Promise<number | null>;
} {
  const folder = mkdtempSync(join(tmpdir(), "lsp-built-"));
  writeFileSync(join(folder, "seaworthy.toml"), '[rate]\noff = ["runtime/exec-form"]\n');
  const child = spawn(process.execPath, [join(root, "bin/seaworthy.js"), "lsp", ...args], {
    cwd: folder,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const code = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const editor = new Editor(child.stdout, child.stdin);
  ends.push(() => {
    editor.connection.dispose();
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  return { editor, folder, child, code };
}

describe("seaworthy lsp", () => {
  test("rates, explains and fixes an open text, and ends with 0 after goodbye", async () => {
    const { editor, folder, code } = started("--stdio");
    const { serverInfo } = await editor.start();
    expect(serverInfo?.version).toMatch(/^\d+\.\d+\.\d+/);
    const file = join(folder, "Dockerfile");
    const text = "FROM python\nADD a.py /\nUSER 1\nCMD a\n";
    await editor.open(file, text);
    const { diagnostics } = await editor.diagnostics(file);
    const codes = diagnostics.map((one) => one.code);
    expect(codes).toContain("SW1001");
    expect(codes).not.toContain("SW6001"); // off in the config
    const pages = diagnostics.map((one) => fileURLToPath(one.codeDescription?.href ?? ""));
    expect(pages.filter((page) => !existsSync(page))).toEqual([]);
    expect(JSON.stringify(await editor.hover(file, 0, 6))).toContain("hadolint:DL3006");
    const everywhere = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const [all] = await editor.actions(file, everywhere, ["source.fixAll"]);
    expect(after(text, all)).toContain("COPY a.py /");
    await editor.stop();
    expect(await code).toBe(0);
  });

  test("ends with 1 when the editor is gone without goodbye", async () => {
    const { editor, child, code } = started();
    await editor.start();
    child.stdin?.end();
    expect(await code).toBe(1);
  });

  test("ends on SIGTERM", async () => {
    const { editor, child, code } = started();
    await editor.start();
    child.kill("SIGTERM");
    expect(await code).toBe(0);
  });

  test.each(["--profle", "--config"])("refuses %s without a word on standard output", async (option) => {
    const { child, code } = started(option);
    let printed = "";
    child.stdout?.on("data", (chunk) => (printed += String(chunk)));
    expect(await code).toBe(2);
    expect(printed).toBe("");
  });
});

/** The texts of a bundle's chunk and of all chunks that it loads at once. */
function loadedAtOnce(entry: string): string {
  const seen = new Map<string, string>();
  const waiting = [join(root, "dist/cli", entry)];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    const text = readFileSync(path, "utf8");
    seen.set(path, text);
    for (const [, chunk = ""] of text.matchAll(/(?:from|import)\s*"\.\/(chunk-[A-Z0-9]+\.js)"/g))
      waiting.push(join(root, "dist/cli", chunk));
  }
  return [...seen.values()].join("\n");
}

test("the protocol is loaded by this command alone", () => {
  const protocol = "textDocument/publishDiagnostics";
  const chunks = readdirSync(join(root, "dist/cli")).filter((name) => name.endsWith(".js"));
  const holders = chunks.filter((name) => readFileSync(join(root, "dist/cli", name), "utf8").includes(protocol));
  expect(holders).toHaveLength(1);
  expect(loadedAtOnce(holders[0] ?? "")).toContain(protocol);
  expect(loadedAtOnce("main.js")).not.toContain(protocol);
});
