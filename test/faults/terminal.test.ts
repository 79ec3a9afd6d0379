import { mkdir, readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Engine } from "../../src/core/ports/engine.ts";
import { programsOnPath } from "../../src/engines/programs-on-path.ts";
import { inEngineShell, type Ran, root, run, seaworthy } from "../run.ts";
import { smallService, temporary } from "./app.ts";
import { filesBelow, findEngine, leftIn, processesWith } from "./traces.ts";

let folder = "";
let app = "";
let remove = async (): Promise<void> => {};
let engine: Engine;
let env: Record<string, string> = {};

beforeAll(async () => {
  ({ path: folder, remove } = await temporary("terminal"));
  app = `${folder}/small`;
  await mkdir(`${folder}/tmp`);
  await mkdir(app);
  await smallService(app);
  await seaworthy(["init", app]);
  env = { TMPDIR: `${folder}/tmp` };
  engine = await findEngine();
});
afterAll(async () => {
  await inEngineShell("docker rmi -f small:latest >/dev/null 2>&1 || true");
  await remove();
});

describe("a reader that goes away", () => {
  it.each([
    ["after a line", "rate", "| head -1"],
    ["at once", "rate", "| true"],
    ["at once, of both streams", "rate", "2>&1 | true"],
    ["at once, of the errors too", "rate /nonexistent", "2>&1 | true"],
    ["at once, of JSON", "detect --json", "| true"],
  ])("%s is no fault: %s %s", async (_, command, pipe) => {
    const script = `cd "$1" && "$2" "$3" ${command} . ${pipe}; echo "code \${PIPESTATUS[0]}" >&2`;
    const ran = await run(["bash", "-c", script, "pipe", app, process.execPath, `${root}/bin/seaworthy.js`]);
    expect(ran.stderr.trim()).toMatch(/^code [012]$/);
  });

  it("a full disk behind the output is told, without a stack", async () => {
    const ran = await run([
      "bash",
      "-c",
      '"$1" "$2" rate "$3" >/dev/full',
      "full",
      process.execPath,
      `${root}/bin/seaworthy.js`,
      app,
    ]);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toMatch(/^error: could not write the output: ENOSPC.*\n$/);
  });

  it("a temporary folder that cannot be is told by what needs it, and is nothing to what does not", async () => {
    const nowhere = { TMPDIR: "/proc/nowhere" };
    expect((await seaworthy(["rate", app], { env: nowhere })).exitCode).toBeLessThan(2);
  });
});

const python = programsOnPath("python3", process.env["PATH"]);
/** Runs a command line on a terminal of its own, typing keys as words appear, and answers what the screen was sent. */
const typist = `
import fcntl, os, pty, re, select, struct, sys, termios, time
keys = [(a.split("=>")[0], a.split("=>")[1]) for a in os.environ["KEYS"].split("||") if a]
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    os.execvp(sys.argv[1], sys.argv[1:])
seen = b""
def more():
    global seen
    try:
        chunk = os.read(fd, 65536)
    except OSError:
        return False
    seen += chunk
    return chunk != b""
while True:
    ready, _, _ = select.select([fd], [], [], 60)
    if not ready or not more(): break
    if keys and re.search(keys[0][0].encode(), seen):
        time.sleep(0.3)
        os.write(fd, keys[0][1].encode().decode("unicode_escape").encode())
        keys.pop(0)
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(seen)
print("\\ncode", os.waitstatus_to_exitcode(status))
`;

describe.skipIf(python.length === 0)("on a terminal (needs python3)", () => {
  const onTerminal = async (
    args: readonly string[],
    keys: readonly string[] = [],
    more: Record<string, string> = {},
  ): Promise<Ran> =>
    run([python[0] ?? "", "-c", typist, process.execPath, `${root}/bin/seaworthy.js`, ...args], {
      cwd: folder,
      env: { ...env, NO_COLOR: undefined, CI: undefined, TERM: "xterm-256color", KEYS: keys.join("||"), ...more },
    });

  it("one line moves and is gone at the end", async () => {
    const ran = await onTerminal(["build", "--yes", app]);
    expect(ran.stdout).toMatch(/\r\u001b\[2K.*[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏].*build small/);
    expect(ran.stdout).toContain("\u001b[32m");
    const screen = ran.stdout.split("\n").map((line) => line.split("\u001b[2K").at(-1) ?? "");
    expect(screen.filter((line) => /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/.test(line))).toEqual([]);
    expect(ran.stdout).toMatch(/code 0\n$/);
  });

  it("NO_COLOR: no colour, the line moves all the same", async () => {
    const ran = await onTerminal(["build", "--yes", app], [], { NO_COLOR: "1" });
    expect(ran.stdout).not.toMatch(/\u001b\[\d*(?:;\d+)*m/);
    expect(ran.stdout).toMatch(/\r\u001b\[2K/);
  });

  it("Ctrl-C at a question is no answer: nothing is written, nothing more is asked", async () => {
    await writeFile(`${app}/Dockerfile`, "FROM scratch\n");
    await writeFile(`${app}/.dockerignore`, "*\n");
    const ran = await onTerminal(["init", app], ["Overwrite it=>\\x03"]);
    expect(ran.stdout).toMatch(/code 130\n$/);
    expect(ran.stdout).toContain("Dockerfile is there already and differs");
    expect(ran.stdout).not.toMatch(/\.dockerignore is there already/);
    expect(await readFile(`${app}/Dockerfile`, "utf8")).toBe("FROM scratch\n");
    await seaworthy(["init", "--force", app]);
  });

  it("Ctrl-C at work, and a second one at once: the process ends, and the next run clears up", async () => {
    const ran = await onTerminal(["--yes", "--only", "starts", app], ["prove small=>\\x03", "Ctrl-C=>\\x03"]);
    expect(ran.stdout).toMatch(/code 130\n$/);
    const next = await seaworthy(["down", app], { env });
    expect(next.exitCode, next.stderr).toBe(0);
    expect(processesWith(app)).toEqual([]);
    expect(filesBelow(`${folder}/tmp`)).toEqual([]);
  });
});

describe("Ctrl-C at up", () => {
  it("takes away what it started", async () => {
    const late = `setTimeout(() => import("node:http").then(({ createServer }) => createServer().listen(Number(process.env.PORT ?? 8080))), 3_600_000);\n`;
    await writeFile(`${app}/server.js`, late);
    await seaworthy(["build", "--yes", app]);
    const ran = await seaworthy(["up", "--yes", app], {
      env,
      signalWhen: { when: null, signal: "SIGINT", afterMs: 5000 },
    });
    expect(ran.exitCode, ran.stderr).toBe(130);
    expect(await leftIn(engine, ran.pid)).toEqual([]);
  });
});

describe("SIGKILL at up", () => {
  it("what it had started is gone after the next run, whatever that does, and a whole stack stays", async () => {
    const until = async (pid: number): Promise<boolean> => (await leftIn(engine, pid)).join().includes("container ");
    const killed = await seaworthy(["up", "--yes", app], {
      env,
      signalWhen: { when: null, signal: "SIGKILL", until },
    });
    expect(killed.signal).toBe("SIGKILL");
    expect(await leftIn(engine, killed.pid)).not.toEqual([]);
    const next = await seaworthy(["compare", "--yes", app], { env });
    expect(next.exitCode, next.stderr).toBe(0);
    expect(await leftIn(engine, killed.pid)).toEqual([]);

    await smallService(app);
    const whole = await seaworthy(["up", "--yes", "--rebuild", app], { env });
    expect(whole.exitCode, whole.stderr).toBe(0);
    await seaworthy(["compare", "--yes", app], { env });
    expect(await leftIn(engine, whole.pid)).not.toEqual([]);
    await seaworthy(["down", app], { env });
    expect(await leftIn(engine, whole.pid)).toEqual([]);
  });
});
