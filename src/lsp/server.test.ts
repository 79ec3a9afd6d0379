import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { MarkupContent, type Range } from "vscode-languageserver-protocol/node";
import { wire } from "../wire.ts";
import { serve, type Serving } from "./server.ts";
import { after, Editor, uriOf } from "./testing/editor.ts";

const ends: (() => Promise<void>)[] = [];
// Read here, so that the first test is not charged with it.
beforeAll(() => Promise.all([import("../workflows/rate.ts"), import("../workflows/fix.ts")]), 60_000);
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

interface Session {
  readonly editor: Editor;
  readonly folder: string;
  readonly path: (name: string) => string;
  readonly ended: Promise<boolean>;
  readonly save: (name: string, text: string) => void;
}

/** A server over real files with an editor at its other end. */
async function session(
  files: Readonly<Record<string, string>> = {},
  asked: Partial<Serving> & { readonly start?: Parameters<Editor["start"]>[0] | null } = {},
): Promise<Session> {
  const folder = mkdtempSync(join(tmpdir(), "lsp-"));
  const path = (name: string): string => (name.includes(":") ? name : join(folder, name));
  const save = (name: string, text: string): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  for (const [name, text] of Object.entries(files)) save(name, text);
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()];
  const workflows = wire({ cwd: folder, env: {}, engine: null, ca: null, surface: "cli", typed: "seaworthy lsp" });
  const abort = new AbortController();
  const { start = {}, ...others } = asked;
  const ended = serve({
    workflows,
    input: toServer,
    output: toEditor,
    version: "1.2.3",
    profile: null,
    config: "nearest",
    signal: abort.signal,
    ...others,
  });
  const editor = new Editor(toEditor, toServer);
  ends.push(async () => {
    abort.abort();
    await ended;
    editor.connection.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  if (start !== null) await editor.start(start);
  return { editor, folder, path, ended, save };
}

const everywhere: Range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
const codesOf = (published: { readonly diagnostics: readonly { readonly code?: unknown }[] }): readonly unknown[] =>
  published.diagnostics.map(({ code }) => code);

describe("diagnostics", () => {
  it("say what, where, how bad, and where to read on", async () => {
    const { editor, path } = await session();
    await editor.open(path("Dockerfile"), "FROM python\nUSER 1\nADD a.py /\n");
    const { version, diagnostics } = await editor.diagnostics(path("Dockerfile"));
    expect(version).toBe(1);
    expect(diagnostics).toContainEqual({
      range: { start: { line: 0, character: 5 }, end: { line: 0, character: 11 } },
      severity: 2,
      source: "seaworthy",
      code: "SW1001",
      codeDescription: { href: expect.stringMatching(/^file:.*\/docs\/rules\/base-image-untagged\.md$/) },
      message: expect.stringContaining("python"),
    });
  });

  it.each([
    { says: "\\r\\n ends a line", before: "# a\r\n", line: 1, character: 0 },
    { says: "a single \\r ends a line for an editor", before: "# a\rb\n", line: 2, character: 0 },
    { says: "a letter counts one", before: "ENV SHIP=é ", line: 0, character: 11 },
    { says: "an emoji counts two", before: "ENV SHIP=🚢 ", line: 0, character: 12 },
  ])("count as editors do: $says", async ({ before, line, character }) => {
    const { editor, path } = await session();
    const env = before.startsWith("ENV") ? "" : "ENV ";
    await editor.open(path("Dockerfile"), `FROM debian:13\n${before}${env}API_TOKEN=abcdef123\nUSER 1\n`);
    const { diagnostics } = await editor.diagnostics(path("Dockerfile"));
    const found = diagnostics.find(({ code }) => code === "SW1301");
    expect(found?.range.start).toEqual({ line: line + 1, character: character + env.length });
  });

  it("come again after a change, and only for the newest text", async () => {
    const { editor, path } = await session();
    const file = path("Dockerfile");
    await editor.open(file, "FROM python\n");
    expect(codesOf(await editor.diagnostics(file))).toContain("SW1001");
    await editor.change(file, 2, "FROM a:b:c\n");
    await editor.change(file, 3, "FROM python:3.13-slim\n");
    const next = await editor.diagnostics(file);
    expect(next.version).toBe(3);
    expect(codesOf(next)).not.toContain("SW1001");
    expect(editor.waiting).toBe(0);
  });

  it("go when the document is closed", async () => {
    const { editor, path } = await session();
    await editor.open(path("Dockerfile"), "FROM python\n");
    await editor.diagnostics(path("Dockerfile"));
    await editor.close(path("Dockerfile"));
    expect((await editor.diagnostics(path("Dockerfile"))).diagnostics).toEqual([]);
  });

  it.each([
    {
      name: "compose.yaml",
      languageId: "yaml",
      text: "services:\n  a:\n    image: b:1\n    privileged: true\n",
      code: "SW9601",
    },
    { name: ".dockerignore", languageId: "ignore", text: "[a\n", code: expect.any(String) },
    { name: "odd name.txt", languageId: "dockerfile", text: "FROM python\n", code: "SW1001" },
    { name: "untitled:Untitled-1", languageId: "dockerfile", text: "FROM python\n", code: "SW1001" },
    { name: "Containerfile", languageId: "plaintext", text: "FROM python\n", code: "SW1001" },
  ])("for $name", async ({ name, languageId, text, code }) => {
    const { editor, path } = await session();
    await editor.open(path(name), text, languageId);
    expect(codesOf(await editor.diagnostics(path(name)))).toContainEqual(code);
  });

  it("leave other texts alone", async () => {
    const { editor, path } = await session();
    await editor.open(path("values.yaml"), "FROM python\n", "yaml");
    await editor.open(path("Dockerfile"), "FROM python\n");
    await editor.diagnostics(path("Dockerfile"));
    expect(editor.waiting).toBe(0);
    expect(await editor.actions(path("values.yaml"), everywhere)).toEqual([]);
  });

  it("say why a text does not parse", async () => {
    const { editor, path } = await session();
    await editor.open(path("Dockerfile"), "FORM python\n");
    const { diagnostics } = await editor.diagnostics(path("Dockerfile"));
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ severity: 1, message: expect.stringContaining("FORM") }),
    );
  });
});

describe("the config", () => {
  const off = '[rate]\noff = ["SW1001"]\n';

  it("nearest to the document counts, and is read anew when it changes", async () => {
    const { editor, path, save } = await session(
      { "seaworthy.toml": off, "app/x": "" },
      {
        start: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
      },
    );
    const file = path("app/Dockerfile");
    await editor.open(file, "FROM python\n");
    expect(codesOf(await editor.diagnostics(file))).not.toContain("SW1001");
    expect(JSON.stringify(editor.watched)).toContain("seaworthy.toml");
    save("seaworthy.toml", "[rate]\n");
    await editor.changedOnDisk(path("seaworthy.toml"));
    expect(codesOf(await editor.diagnostics(file))).toContain("SW1001");
  });

  it("with a mistake is told once, and what is right of it holds", async () => {
    const { editor, path } = await session({ "seaworthy.toml": `${off}profil = "all"\n` });
    const file = path("Dockerfile");
    await editor.open(file, "FROM python\n");
    expect(codesOf(await editor.diagnostics(file))).not.toContain("SW1001");
    await editor.change(file, 2, "FROM node\n");
    await editor.diagnostics(file);
    expect(editor.messages).toEqual([expect.stringContaining('seaworthy.toml:3: profil: there is no key "profil"')]);
  });

  it("that was asked for at the start counts", async () => {
    const files = { "seaworthy.toml": off };
    const none = await session(files, { config: "none", profile: "all" });
    await none.editor.open(none.path("Dockerfile"), "FROM python\n");
    expect(codesOf(await none.editor.diagnostics(none.path("Dockerfile")))).toEqual(
      expect.arrayContaining(["SW1001", "SW1003"]),
    );
    const wrong = await session(files, { config: { file: "nowhere.toml" } });
    await wrong.editor.open(wrong.path("Dockerfile"), "FROM python\n");
    expect((await wrong.editor.diagnostics(wrong.path("Dockerfile"))).diagnostics).toEqual([]);
    expect(wrong.editor.messages).toEqual([expect.stringContaining("There is no config file")]);
  });
});

describe("hovers", () => {
  const text = "FROM python\nUSER 1\n";

  it("say why, how others call it, and the sources", async () => {
    const { editor, path } = await session();
    await editor.open(path("Dockerfile"), text);
    const hover = await editor.hover(path("Dockerfile"), 0, 7);
    const contents = hover?.contents;
    const value = MarkupContent.is(contents) ? contents.value : "";
    expect(value).toMatch(/^\*\*\[SW1001\]\(file:.*\)\*\* base-image\/untagged · warning · −2 reproducibility/);
    expect(value).toContain("`hadolint:DL3006`");
    expect(value).toMatch(/\n- <https:\/\//);
    expect(hover?.range).toEqual({ start: { line: 0, character: 5 }, end: { line: 0, character: 11 } });
    expect(await editor.hover(path("Dockerfile"), 1, 2)).toBeNull();
    expect(await editor.hover(path("nowhere"), 0, 0)).toBeNull();
  });

  it("are plain for an editor without Markdown, and keep the file's words from becoming Markdown", async () => {
    const plain = await session({}, { start: { textDocument: { hover: { contentFormat: ["plaintext"] } } } });
    await plain.editor.open(plain.path("Dockerfile"), text);
    expect((await plain.editor.hover(plain.path("Dockerfile"), 0, 7))?.contents).toMatchObject({ kind: "plaintext" });
    const marked = await session();
    await marked.editor.open(marked.path("Dockerfile"), "FROM debian:13\nENV API_TOKEN=abcdef123\n");
    const { contents } = (await marked.editor.hover(marked.path("Dockerfile"), 1, 7)) ?? {};
    expect(MarkupContent.is(contents) ? contents.value : "").toMatch(/API\\_TOKEN/);
  });
});

describe("actions", () => {
  const text = "FROM debian:13\n# 🚢 ships\nADD a.py /\nADD b.py /\nUSER 1\nCMD a b\n";
  const third: Range = { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } };

  it("fix one finding", async () => {
    const { editor, path } = await session();
    await editor.open(path("Dockerfile"), text);
    const actions = await editor.actions(path("Dockerfile"), third, ["quickfix"]);
    const fix = actions.find(({ title }) => title.startsWith("Fix SW"));
    expect(fix).toMatchObject({ kind: "quickfix", isPreferred: true, diagnostics: [{ source: "seaworthy" }] });
    expect(fix?.edit?.documentChanges).toMatchObject([
      { textDocument: { uri: uriOf(path("Dockerfile")), version: 1 } },
    ]);
    expect(after(text, fix)).toBe(text.replace("ADD a.py", "COPY a.py"));
  });

  it("fix all at once, and nothing where all is well", async () => {
    const { editor, path } = await session();
    await editor.open(path("Dockerfile"), text);
    const [all, ...others] = await editor.actions(path("Dockerfile"), everywhere, ["source.fixAll"]);
    expect(others).toEqual([]);
    expect(all?.kind).toBe("source.fixAll.seaworthy");
    const fixed = after(text, all);
    expect(fixed).toContain("COPY a.py /\nCOPY b.py /\n");
    await editor.change(path("Dockerfile"), 2, fixed);
    expect(await editor.actions(path("Dockerfile"), everywhere, ["source.fixAll"])).toEqual([]);
  });

  it.each([
    { says: "a line", before: "", line: "ADD a.py /" },
    { says: "a continued instruction", before: "RUN a \\\n  && ", line: "sudo b" },
  ])("ignore a finding in $says, with a comment that works", async ({ before, line }) => {
    const { editor, path } = await session();
    const whole = `FROM debian:13\n${before}${line}\nUSER 1\nCMD ["a"]\n`;
    await editor.open(path("Dockerfile"), whole);
    const first = codesOf(await editor.diagnostics(path("Dockerfile")));
    const at = whole.split("\n").findIndex((one) => one.includes(line));
    const range = { start: { line: at, character: 6 }, end: { line: at, character: 6 } };
    const ignore = (await editor.actions(path("Dockerfile"), range)).find(({ title }) => title.startsWith("Ignore"));
    const code = /SW\d+/.exec(ignore?.title ?? "")?.[0];
    expect(first).toContain(code);
    await editor.change(path("Dockerfile"), 2, after(whole, ignore));
    expect(codesOf(await editor.diagnostics(path("Dockerfile")))).not.toContain(code);
  });

  it("are for the newest text, also when it was not rated yet", async () => {
    const { editor, path } = await session();
    await editor.open(path("Dockerfile"), text);
    await editor.change(path("Dockerfile"), 2, "FROM debian:13\n");
    expect(await editor.actions(path("Dockerfile"), third, ["quickfix"])).toEqual([]);
  });
});

describe("the server's life", () => {
  it("says what it can do", async () => {
    const { editor } = await session({}, { start: null });
    expect(await editor.start()).toMatchObject({
      serverInfo: { name: "seaworthy", version: "1.2.3" },
      capabilities: {
        positionEncoding: "utf-16",
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ["quickfix", "source.fixAll.seaworthy"] },
      },
    });
  });

  it("answers nothing before the start and after the end", async () => {
    const { editor, ended } = await session({}, { start: null });
    await expect(editor.hover("/a", 0, 0)).rejects.toMatchObject({ code: -32002 });
    await editor.start();
    await editor.stop();
    expect(await ended).toBe(true);
  });

  it("ends without goodbye when the editor goes away", async () => {
    const { editor, ended } = await session();
    editor.connection.end();
    expect(await ended).toBe(false);
  });

  it("outlives a fault", async () => {
    const fault = {
      rate: () => Promise.reject(new TypeError("a fault")),
      fix: () => Promise.reject(new TypeError("b")),
    };
    const { editor, path } = await session({}, { workflows: fault });
    await editor.open(path("Dockerfile"), "FROM python\n");
    expect((await editor.diagnostics(path("Dockerfile"))).diagnostics).toEqual([]);
    expect(editor.messages).toEqual(["seaworthy: a fault"]);
    expect(await editor.actions(path("Dockerfile"), everywhere)).toEqual([]);
  });
});
