import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Command } from "../core/ports/process.ts";
import { EngineTime, observe } from "./observe.ts";
import { redacting } from "./redact.ts";
import { createSpawn } from "./spawn.ts";

const spawn = createSpawn(process.env);
const sh = (script: string, rest: Partial<Command> = {}): Command => ({ argv: ["sh", "-c", script], ...rest });

/** Whether a process still does something: one that ended stays in the list until its parent asks for it. */
function runs(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

test("the streams, the exit code and a signal are told apart", async () => {
  expect(await spawn(sh("echo out; echo err >&2; exit 3"))).toMatchObject({
    exitCode: 3,
    signal: null,
    stdout: "out\n",
    stderr: "err\n",
  });
  expect(await spawn(sh("kill -9 $$"))).toMatchObject({ exitCode: null, signal: "SIGKILL" });
});

test("no shell reads a word of argv", async () => {
  const word = "a b $(touch /nope) `id` \"'\n;";
  expect((await spawn({ argv: ["printf", "%s", word] })).stdout).toBe(word);
});

test("lines come without their ends, also the last one and those with a carriage return", async () => {
  const lines: string[] = [];
  await spawn(sh("printf 'one\\r\\ntwo\\n\\nthree'", { onLine: (line, stream) => lines.push(`${stream}:${line}`) }));
  expect(lines).toEqual(["stdout:one", "stdout:two", "stdout:", "stdout:three"]);
});

test("500 MB of output neither block the process nor stay in memory: head and tail are kept", async () => {
  let seen = 0;
  const before = process.memoryUsage().rss;
  const output = await spawn(
    sh("echo first; yes 0123456789012345678901234567890123456789012345678 | head -c 500000000; echo last", {
      keepBytes: 10_000,
      onLine: () => void (seen += 1),
    }),
  );
  expect(output.exitCode).toBe(0);
  expect(seen).toBe(10_000_002);
  expect(output.truncated).toBe(true);
  expect(output.stdout.length).toBeLessThan(11_000);
  expect(output.stdout.startsWith("first\n")).toBe(true);
  expect(output.stdout.endsWith("last\n")).toBe(true);
  expect(output.stdout).toMatch(/\n\[4999\d{5} bytes left out\]\n/);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
}, 60_000);

test("100 MB without a line end come in bounded pieces", async () => {
  let longest = 0;
  await spawn(
    sh("head -c 100000000 /dev/zero | tr '\\0' x", {
      onLine: (line) => void (longest = Math.max(longest, line.length)),
    }),
  );
  expect(longest).toBe(64 * 1024);
}, 60_000);

test("a timeout ends the whole group, also a child that ignores SIGTERM", async () => {
  const folder = mkdtempSync(join(tmpdir(), "seaworthy-spawn-"));
  const file = join(folder, "pid");
  const output = await spawn(
    sh(`sh -c 'trap "" TERM; echo $$ > ${file}; while :; do sleep 1; done' & wait`, { timeoutMs: 400 }),
  );
  expect(output).toMatchObject({ timedOut: true, exitCode: null });
  await expect.poll(() => runs(Number(readFileSync(file, "utf8")))).toBe(false);
  rmSync(folder, { recursive: true });
});

test("a cancel ends the group and rejects with CancelledError; one that came before starts nothing", async () => {
  const cancel = new AbortController();
  const pids: number[] = [];
  const onLine = (line: string): void => {
    pids.push(...line.split(" ").map(Number));
    cancel.abort();
  };
  const running = spawn(sh("sleep 60 & echo $$ $!; sleep 60; true", { signal: cancel.signal, onLine }));
  await expect(running).rejects.toMatchObject({ name: "CancelledError" });
  expect(pids).toHaveLength(2);
  await expect.poll(() => pids.filter(runs)).toEqual([]);
  await expect(spawn(sh("true", { signal: cancel.signal }))).rejects.toMatchObject({ name: "CancelledError" });
});

test("a child that keeps the pipes after its parent's end does not hold the answer back", async () => {
  const output = await spawn(sh("sleep 600 & echo $!"));
  const pid = Number(output.stdout);
  expect(runs(pid)).toBe(true);
  process.kill(pid, "SIGKILL");
});

test.each([
  [{ argv: ["seaworthy-no-such-program"] }, "command-missing"],
  [{ argv: ["/etc/passwd"] }, "command-not-runnable"],
  [{ argv: ["true"], cwd: "/no/such/folder" }, "folder-missing"],
] as const)("%o cannot be started: %s", async (command, code) => {
  await expect(spawn({ ...command, argv: [...command.argv] })).rejects.toMatchObject({ name: "SeaworthyError", code });
});

test("input reaches the process, which may also end without reading it", async () => {
  expect((await spawn({ argv: ["cat"], input: "text" })).stdout).toBe("text");
  expect((await spawn({ argv: ["true"], input: "x".repeat(5_000_000) })).exitCode).toBe(0);
});

test("environment is merged, and undefined removes", async () => {
  expect((await spawn(sh('echo "$A-${HOME-none}"', { env: { A: "1", HOME: undefined } }))).stdout).toBe("1-none\n");
});

test("a watcher sees each command, and those that could not start", async () => {
  const seen: string[] = [];
  const door = observe(spawn, {
    started: (command) => seen.push(`start ${command.argv[0]}`),
    ended: (command, output) =>
      seen.push(`end ${command.argv[0]} ${output === null ? "not started" : output.exitCode}`),
  });
  await door({ argv: ["false"] });
  await expect(door({ argv: ["seaworthy-no-such-program"] })).rejects.toThrow("seaworthy-no-such-program");
  expect(seen).toEqual([
    "start false",
    "end false 1",
    "start seaworthy-no-such-program",
    "end seaworthy-no-such-program not started",
  ]);
});

test("time that two commands spend at once counts once, and time between commands not at all", () => {
  let now = 0;
  const time = new EngineTime(() => now);
  const at = (ms: number, event: () => void): void => {
    now = ms;
    event();
  };
  const command: Command = { argv: ["x"] };
  const start = (): void => time.events.started?.(command);
  const end = (): void => time.events.ended?.(command, null, 0);
  at(1000, start);
  at(2000, start);
  at(3000, end);
  at(4000, end);
  at(9000, start);
  now = 9500;
  expect(time.seconds).toBe(3.5);
});

test("secrets are masked in argv, both streams and lines, while the process gets them", async () => {
  const lines: string[] = [];
  const door = redacting(spawn, () => ["hunter2-long", "abc"]);
  const output = await door(
    sh("echo hunter2-long abc; echo hunter2-long abc >&2; echo ${#A}", {
      env: { A: "hunter2-long" },
      onLine: (line) => lines.push(line),
    }),
  );
  expect(output.stdout).toBe("[redacted] abc\n12\n");
  expect(output.stderr).toBe("[redacted] abc\n");
  expect(JSON.stringify([output, lines])).not.toContain("hunter2");
});

test("a process gets the environment it was wired with, and its command's changes over it", async () => {
  const { stdout } = await createSpawn({ PATH: process.env["PATH"], KEPT: "1", GONE: "2" })(
    sh("echo $KEPT$GONE$ADDED$HOME", { env: { GONE: undefined, ADDED: "3" } }),
  );
  expect(stdout).toBe("13\n");
});
