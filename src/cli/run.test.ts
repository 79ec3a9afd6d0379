import { describe, expect, test } from "vitest";
import { CancelledError, SeaworthyError } from "../core/errors/index.ts";
import type { Workflows } from "../core/ports/workflows.ts";
import { backendRecord } from "../records/testing/backend-record.ts";
import { clean, found, held, looped, pass } from "./testing/answers.ts";
import { ran } from "./testing/fake-process.ts";

describe("errors", () => {
  const failure = new SeaworthyError("no-engine", {
    what: "no container engine works here",
    why: "neither docker nor podman answered",
    todo: "set one up with: seaworthy engine up",
    tried: ["docker: permission denied", "podman: not installed"],
  });
  const failing: Partial<Workflows> = { detect: () => Promise.reject(failure), loop: () => Promise.reject(failure) };

  test("say what happened, why, what was tried and what to do", async () => {
    const { code, stdout, stderr } = await ran(["detect"], failing);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatchInlineSnapshot(`
      "error: no container engine works here
        why: neither docker nor podman answered
        tried:
          - docker: permission denied
          - podman: not installed
        do: set one up with: seaworthy engine up
        (no-engine)
      "
    `);
  });

  test("are JSON where JSON was asked for", async () => {
    const { stdout, stderr } = await ran(["detect", "--json"], failing);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, error: { code: "no-engine", tried: failure.tried } });
    expect(stderr).toBe("");
  });

  test("cannot steer the terminal", async () => {
    const hostile = new SeaworthyError("x", { what: "bad \u001b[2Jname\nerror: forged", why: "w", todo: "t" });
    const { stderr } = await ran(["detect"], { detect: () => Promise.reject(hostile) });
    expect(stderr.split("\n")[0]).toBe("error: bad name error: forged");
  });

  test("suggest the command that was meant", async () => {
    expect((await ran(["biuld"], failing)).stderr).toContain("did you mean the command build?");
    expect((await ran(["examples/todo"], failing)).stderr).not.toContain("did you mean");
    expect((await ran(["rate", "--jsn"], {})).stderr).toContain("did you mean --json?");
  });

  test("that are faults of ours are thrown on, with their cause", async () => {
    const fault = new TypeError("undefined is not a function", { cause: "x" });
    await expect(ran(["detect"], { detect: () => Promise.reject(fault) })).rejects.toBe(fault);
  });

  test("of a cancelled run: 130 after Ctrl-C, 2 where a question was declined", async () => {
    const cancelled: Partial<Workflows> = { detect: () => Promise.reject(new CancelledError("the user declined")) };
    expect(await ran(["detect"], cancelled, { signal: AbortSignal.abort() })).toMatchObject({
      code: 130,
      stderr: expect.stringContaining("cancelled"),
    });
    expect(await ran(["detect"], cancelled)).toMatchObject({ code: 2, stderr: "not done: the user declined\n" });
  });
});

describe("what reaches the use cases", () => {
  test("is the whole choice of the command line", async () => {
    const asked: unknown[] = [];
    const workflows: Partial<Workflows> = {
      loop: (options) => {
        asked.push(options);
        return Promise.resolve({ services: [], kept: [], seconds: 0 });
      },
    };
    const argv = [
      "it's a path",
      "--only",
      "serves,stops",
      "--skip",
      "builds",
      "--controls",
      "--profile",
      "all",
      "--base",
      "minimal",
      "--keep",
      "--force",
      "--engine",
      "podman",
      "--ca",
      "ca.pem",
    ];
    const { wired } = await ran(argv, workflows);
    expect(asked).toEqual([
      {
        path: "it's a path",
        only: ["serves", "stops"],
        skip: ["builds"],
        tests: [],
        limits: {},
        controls: true,
        profile: "all",
        config: "nearest",
        base: "minimal",
        keep: true,
        force: true,
      },
    ]);
    expect(wired).toMatchObject({ engine: "podman", ca: "ca.pem", surface: "cli", cwd: "/home/someone/app" });
    expect(wired?.typed).toBe(
      "seaworthy 'it'\\''s a path' --only serves,stops --skip builds --controls --profile all --base minimal --keep --force --engine podman --ca ca.pem",
    );
  });

  test.each([
    { argv: ["fix"], expected: { paths: ["."], write: true, prove: false, suggested: false } },
    { argv: ["fix", "--diff", "a"], expected: { paths: ["a"], write: false } },
    { argv: ["fix", "--diff", "--write", "a", "b"], expected: { paths: ["a", "b"], write: true } },
    { argv: ["fix", "--prove", "a"], expected: { prove: true, suggested: true, write: true } },
    { argv: ["fix", "--", "--odd-name"], expected: { paths: ["--odd-name"] } },
  ])("$argv", async ({ argv, expected }) => {
    const asked: unknown[] = [];
    await ran(argv, { fix: (options) => (asked.push(options), Promise.resolve({ files: [] })) });
    expect(asked).toEqual([expect.objectContaining(expected)]);
  });

  test("is CI as surface where CI is set", async () => {
    expect((await ran(["."], looped(held), { env: { CI: "true" } })).wired?.surface).toBe("ci");
  });

  test.each([
    { argv: ["rate"], expected: { paths: ["."], profile: null, config: "nearest" } },
    {
      argv: ["rate", "--config", "a.toml", "--profile", "all"],
      expected: { config: { file: "a.toml" }, profile: "all" },
    },
    { argv: ["rate", "--no-config", "**/D*"], expected: { config: "none", paths: ["**/D*"] } },
    { argv: ["rate", "-", "--stdin-name", "a/compose.yaml"], expected: { stdin: "", stdinName: "a/compose.yaml" } },
  ])("$argv", async ({ argv, expected }) => {
    const asked: unknown[] = [];
    await ran(argv, { rate: (options) => (asked.push(options), Promise.resolve({ files: [clean] })) });
    expect(asked).toEqual([expect.objectContaining(expected)]);
  });

  test("is standard input where - was given", async () => {
    const asked: unknown[] = [];
    await ran(
      ["rate", "-"],
      { rate: (options) => (asked.push(options.stdin), Promise.resolve({ files: [clean] })) },
      { stdin: "FROM a\n" },
    );
    expect(asked).toEqual(["FROM a\n"]);
  });
});

describe("fix of standard input", () => {
  const change = {
    path: "-",
    before: "a",
    after: "FROM b\n",
    outcome: "shown",
    backup: null,
    diff: "+FROM b",
  } as const;
  const fixing = (asked: unknown[]): Partial<Workflows> => ({
    fix: (options) => {
      asked.push(options);
      const file = { path: "-", before: found, after: found, changes: [change], suggestions: [] };
      return Promise.resolve({ files: [{ ...file, diagnoses: [], record: null, proofs: [] }] });
    },
  });
  test("is the fixed text alone, and no failure where findings are left", async () => {
    const asked: unknown[] = [];
    const argv = ["fix", "-", "--stdin-name", "a/Dockerfile"];
    expect(await ran(argv, fixing(asked), { stdin: "FROM a\n" })).toMatchObject({ stdout: "FROM b\n", code: 0 });
    expect(asked).toEqual([expect.objectContaining({ paths: ["-"], stdin: "FROM a\n", stdinName: "a/Dockerfile" })]);
  });
  test("is a diff where one was asked for", async () => {
    const { stdout, code } = await ran(["fix", "-", "--diff"], fixing([]), { stdin: "FROM a\n" });
    expect(stdout).toContain("+FROM b");
    expect(code).toBe(1);
  });
  test("cannot be proved", async () => {
    expect((await ran(["fix", "-", "--prove"], fixing([]))).code).toBe(2);
  });
});

describe("questions", () => {
  const asking = (answers: boolean[]): Partial<Workflows> => ({
    detect: async (_options, { observer }) => {
      answers.push(await observer.ask({ id: "overwrite", text: "Replace Dockerfile?", detail: ["-old", "+new"] }));
      return { schema: 1, services: [], considered: [] };
    },
  });
  test.each([
    {
      says: "no terminal: no, and how to agree",
      argv: ["detect"],
      setup: {},
      answer: false,
      stderr: "Agree with --yes",
    },
    { says: "--yes: yes without asking", argv: ["detect", "--yes"], setup: {}, answer: true, stderr: "" },
    {
      says: "a terminal: what the person says",
      argv: ["detect"],
      setup: { terminal: true, answer: true },
      answer: true,
      stderr: "+new",
    },
    {
      says: "a terminal: declined",
      argv: ["detect"],
      setup: { terminal: true, answer: false },
      answer: false,
      stderr: "+new",
    },
  ])("$says", async ({ argv, setup, answer, stderr }) => {
    const answers: boolean[] = [];
    const result = await ran(argv, asking(answers), setup);
    expect(answers).toEqual([answer]);
    expect(result.stderr).toContain(stderr);
  });
});

describe("what is shown", () => {
  const events: Partial<Workflows> = {
    loop: async (_options, { observer }) => {
      observer.on({ kind: "step-started", step: "build", service: "backend", says: "todo-backend:latest" });
      observer.on({ kind: "line", step: "build", service: "backend", line: "#7 RUN \u001b[31muv sync\u001b[0m" });
      observer.on({
        kind: "step-done",
        step: "build",
        service: "backend",
        said: "todo-backend:latest, 181 MB",
        seconds: 9.4,
        outcome: "done",
      });
      observer.on({ kind: "proof", proof: pass });
      observer.on({ kind: "note", level: "warning", text: "python:3.11-slim is a local stand-in" });
      return {
        services: [
          {
            service: "backend",
            path: ".",
            record: backendRecord(),
            files: { markdown: "r/0012.md", json: "r/0012.json" },
          },
        ],
        kept: [],
        seconds: 31,
      };
    },
  };
  const escape = "\u001b";

  test("by a pipe: whole lines, no colours", async () => {
    const { stdout, stderr } = await ran(["."], events);
    expect(`${stderr}${stdout}`).not.toContain(escape);
    expect(stderr).toMatchSnapshot("progress");
    expect(stdout).toMatchSnapshot("result");
  });

  test("by a terminal: colours and a moving line that is taken away at the end", async () => {
    const { stdout, stderr } = await ran(["."], events, { terminal: true });
    expect(stdout).toContain(escape);
    expect(stderr).toContain("⠋");
    expect(stderr.lastIndexOf(`\r${escape}[2K`)).toBeGreaterThan(stderr.lastIndexOf("⠋"));
  });

  test("by a terminal under NO_COLOR: no colours", async () => {
    const { stdout, stderr } = await ran(["."], events, { terminal: true, env: { NO_COLOR: "1" } });
    expect(stdout).not.toContain(escape);
    expect(stderr.replaceAll(`\r${escape}[2K`, "")).not.toContain(escape);
  });

  test("by a terminal in CI: whole lines", async () => {
    expect((await ran(["."], events, { terminal: true, env: { CI: "1" } })).stderr).not.toContain("\r");
  });

  test("by --quiet: the warning and the result, with every claim", async () => {
    const { stdout, stderr } = await ran([".", "--quiet"], events);
    expect(stderr).toBe("  ! python:3.11-slim is a local stand-in\n");
    expect(stdout).toContain("PASS    non-root");
  });

  test("by --json: the result alone on standard output", async () => {
    const { stdout } = await ran([".", "--json"], events);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, services: [{ record: { front: { id: 12 } } }] });
  });

  test.each([40, 60])("in %i columns: no line of ours is longer", async (columns) => {
    const { stdout, stderr } = await ran(["."], events, { terminal: true, columns, env: { NO_COLOR: "1" } });
    const lines = `${stderr}${stdout}`.split(/[\r\n]/).map((line) => line.replace(`${escape}[2K`, ""));
    expect(lines.filter((line) => line.length > columns && !/\S{30}/.test(line))).toEqual([]);
  });
});
