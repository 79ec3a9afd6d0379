import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { isRatedName } from "../../src/rules/index.ts";
import { root, run } from "../run.ts";

const made: string[] = [];
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "hooks-"));
  made.push(folder);
  mkdirSync(join(folder, ".git"));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

const bad = "FROM debian:13\nADD a.py /\nUSER 1\nCMD a\n";
const good = 'FROM debian:13\nCOPY a.py /\nUSER 1\nHEALTHCHECK NONE\nCMD ["a"]\n';
const bin = join(root, "bin/seaworthy.js");
const read = (path: string): unknown => parse(readFileSync(join(root, path), "utf8"));

describe(".pre-commit-hooks.yaml", () => {
  const hook = z.strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    entry: z.string(),
    language: z.literal("node"),
    files: z.string(),
    types: z.array(z.literal("text")),
    require_serial: z.boolean(),
  });
  const hooks = z.array(hook).parse(read(".pre-commit-hooks.yaml"));
  const called = (entry: string, cwd: string, ...files: readonly string[]) => {
    const [name, ...args] = entry.split(" ");
    expect(name).toBe("seaworthy");
    return run([process.execPath, bin, ...args, ...files], { cwd });
  };

  test.each(hooks)("$id: its command is one", async ({ entry }) => {
    const cwd = folderOf({ Dockerfile: good, "a.py": "" });
    expect(await called(entry, cwd, "Dockerfile")).toMatchObject({ exitCode: 0, stderr: "" });
    expect((await called(`${entry} --nonsense`, cwd, "Dockerfile")).exitCode).toBe(2);
  });

  test("seaworthy-rate fails on a finding", async () => {
    const entry = hooks.find(({ id }) => id === "seaworthy-rate")?.entry ?? "";
    const ran = await called(entry, folderOf({ Dockerfile: bad, "a.py": "" }), "Dockerfile");
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toContain("SW2004");
  });

  test("seaworthy-fix changes the file and leaves it to pre-commit to fail for that", async () => {
    const entry = hooks.find(({ id }) => id === "seaworthy-fix")?.entry ?? "";
    const cwd = folderOf({ Dockerfile: bad, "a.py": "" });
    expect((await called(entry, cwd, "Dockerfile")).exitCode).toBe(0);
    expect(readFileSync(join(cwd, "Dockerfile"), "utf8")).toContain("COPY a.py /");
    expect(readdirSync(cwd).toSorted()).toEqual([".git", "Dockerfile", "a.py"]);
  });

  const names = `
    Dockerfile dockerfile Dockerfile.dev Dockerfile-dev Dockerfile_1 a/b.Dockerfile Containerfile x.containerfile
    compose.yaml docker-compose.yml docker-compose.prod.yaml a/compose-dev.yml compose.txt composer.yaml
    .dockerignore Dockerfile.dockerignore a/.containerignore dockerignore x.dockerignore.bak
    Dockerfile.md Dockerfile.j2 Dockerfile.a.sh Dockerfiles Dockerfile/x.py Dockerfile.yaml my-dockerfile Dockerfile.before-seaworthy Dockerfile.before-seaworthy.2
    docs/dockerfile-tips.md .dockerfile dockerfile.go a.dockerfile.txt x.dockerfile`
    .trim()
    .split(/\s+/);
  test.each(names)("means %s as rate does", (name) => {
    // The pattern is Python's; the flag is the only thing that JavaScript writes otherwise.
    for (const { files } of hooks) {
      expect(files.startsWith("(?i)")).toBe(true);
      expect(new RegExp(files.slice(4), "i").test(name)).toBe(isRatedName(name));
    }
  });
});

describe("action.yml", () => {
  const action = z
    .object({
      inputs: z.record(z.string(), z.object({ description: z.string().min(1), default: z.string() })),
      outputs: z.record(z.string(), z.object({ description: z.string(), value: z.string() })),
      runs: z.object({
        using: z.literal("composite"),
        steps: z.array(
          z.object({
            id: z.string().optional(),
            if: z.string().optional(),
            run: z.string().optional(),
            uses: z.string().optional(),
            env: z.record(z.string(), z.string()).optional(),
            with: z.record(z.string(), z.string()).optional(),
          }),
        ),
      }),
    })
    .parse(read("action.yml"));
  const step = action.runs.steps.find(({ id }) => id === "rate");

  /** Runs the step as the runner does: inputs only as the variables that action.yml makes of them. */
  async function rated(inputs: Readonly<Record<string, string>>, cwd: string) {
    const env: Record<string, string> = {};
    for (const [name, value] of Object.entries(step?.env ?? {})) {
      const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(value)?.[1] ?? "";
      env[name] = inputs[input] ?? action.inputs[input]?.default ?? "";
    }
    const files = { GITHUB_STEP_SUMMARY: join(cwd, "summary.md"), GITHUB_OUTPUT: join(cwd, "output") };
    const argv = ["bash", "-e", "-o", "pipefail", "-c", step?.run ?? "exit 3"] as const;
    const ran = await run([...argv], { cwd, env: { ...env, ...files, GITHUB_ACTION_PATH: root } });
    const text = (path: string): string => {
      try {
        return readFileSync(join(cwd, path), "utf8");
      } catch {
        return "";
      }
    };
    return { ...ran, summary: text("summary.md"), output: text("output"), text };
  }

  test("every input is used, and nothing is put into a command line", () => {
    const used = JSON.stringify(action.runs.steps);
    for (const name of Object.keys(action.inputs)) expect(used).toContain(`inputs.${name} `);
    for (const { run: script = "" } of action.runs.steps) expect(script).not.toContain("${{");
  });

  test("annotates, sums up, writes SARIF and fails", async () => {
    const cwd = folderOf({ Dockerfile: bad, "a.py": "" });
    const ran = await rated({ "sarif-file": "out.sarif" }, cwd);
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toMatch(/^::notice file=Dockerfile,line=2/m);
    expect(ran.summary).toContain("SW2004");
    expect(ran.output).toBe("sarif=out.sarif\n");
    expect(ran.text("out.sarif")).toContain('"2.1.0"');
  });

  test.each([
    { inputs: { "fail-on": "error" }, exitCode: 0 },
    { inputs: { "min-security": "11" }, exitCode: 2 },
    { inputs: { "min-security": "5", "min-efficiency": "5", profile: "strict" }, exitCode: 0 },
    { inputs: { config: "nowhere.toml" }, exitCode: 2 },
    { inputs: { paths: "none.dockerfile" }, exitCode: 2 },
    { inputs: { paths: "Docker*\n$(touch owned)\n" }, exitCode: 2 },
    { inputs: { paths: "--profile=all" }, exitCode: 2 },
  ])("$inputs: $exitCode", async ({ inputs, exitCode }) => {
    const cwd = folderOf({ Dockerfile: bad, "a.py": "" });
    const ran = await rated({ "sarif-file": "out.sarif", ...inputs }, cwd);
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.output === "").toBe(exitCode === 2);
    expect(ran.text("owned")).toBe("");
    if (exitCode === 2) expect(ran.stderr).toMatch(/do: |see: /);
  });
});
