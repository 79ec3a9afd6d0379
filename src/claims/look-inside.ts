import { SeaworthyError } from "../core/errors/index.ts";
import type { Output } from "../core/ports/process.ts";
import type { Running, Trial } from "../core/ports/trial.ts";
import { runtimeProgram } from "./stand-in-commands.ts";

/** A process of a container, as /proc tells it. */
export interface ContainerProcess {
  readonly pid: number;
  readonly name: string;
  /** Real, effective, saved and file system uid. */
  readonly uids: readonly number[];
  /** Effective capabilities as hexadecimal digits. */
  readonly capabilities: string;
  readonly noNewPrivileges: boolean;
}

/** A listening TCP socket. */
export interface ListeningSocket {
  readonly address: string;
  readonly port: number;
  readonly loopback: boolean;
}

const nodeProgram = (body: string): string =>
  `const fs = require("node:fs"); const read = (f) => { try { return fs.readFileSync(f, "utf8"); } catch { return ""; } }; ${body}`;

const processes = {
  node: `for (const p of fs.readdirSync("/proc")) if (/^\\d+$/.test(p) && p != process.pid) { const s = read("/proc/" + p + "/status"); if (s) console.log("pid " + p + "\\n" + s); }`,
  python: `import os\nfor p in os.listdir("/proc"):\n    if p.isdigit() and p != str(os.getpid()):\n        try:\n            s = open("/proc/" + p + "/status").read()\n        except OSError:\n            continue\n        print("pid " + p + "\\n" + s)`,
};

const sockets = {
  node: `console.log(read("/proc/net/tcp") + read("/proc/net/tcp6"));`,
  python: `for f in ("tcp", "tcp6"):\n    try:\n        print(open("/proc/net/" + f).read())\n    except OSError:\n        pass`,
};

const programs = {
  processes: { node: nodeProgram(processes.node), python: processes.python },
  sockets: { node: nodeProgram(sockets.node), python: sockets.python },
  both: { node: nodeProgram(sockets.node + processes.node), python: `${sockets.python}\n${processes.python}` },
  stop: { node: signalProgram("SIGSTOP"), python: pythonSignal("SIGSTOP") },
  continue: { node: signalProgram("SIGCONT"), python: pythonSignal("SIGCONT") },
} as const;

/*
 * Signals the descendants of PID 1, and prints how many there are. What was started from outside, such as a health
 * check under way, hangs under 0 and is left alone: frozen with the service, an honest-looking check would go red by its
 * own time limit.
 */
function signalProgram(signal: string): string {
  return nodeProgram(
    `const parent = (p) => Number(read("/proc/" + p + "/stat").replace(/^.*\\) \\S /s, "").split(" ")[0]); let count = 0; const below = (p) => { for (let up = p; up > 0; up = parent(up)) if (up === 1) return true; return false; }; for (const p of fs.readdirSync("/proc").map(Number)) if (p > 1 && below(p)) try { process.kill(p, "${signal}"), count++; } catch (e) { if (e.code !== "ESRCH") throw e; } console.log(count);`,
  );
}

function pythonSignal(signal: string): string {
  return `import os, signal
def parent(p):
    try:
        return int(open("/proc/%d/stat" % p).read().rpartition(") ")[2].split()[1])
    except OSError:
        return 0
def below(p):
    while p > 1:
        p = parent(p)
    return p == 1
count = 0
for p in os.listdir("/proc"):
    if p.isdigit() and p != "1" and below(int(p)):
        try:
            os.kill(int(p), signal.${signal})
            count += 1
        except ProcessLookupError:
            pass
print(count)`;
}

/** Runs one of the programs from a toolbox beside the container, so that the image needs nothing; else with the image's own runtime. */
async function look(trial: Trial, running: Running, what: keyof typeof programs): Promise<string> {
  const output = (await fromBeside(trial, running, what)) ?? (await fromWithin(trial, running, what));
  if (output === null) {
    throw new SeaworthyError("engine-toolbox-missing", {
      what: `The processes of ${running.name} could not be looked at.`,
      why: "There is no toolbox image, and the image has no runtime that could read /proc.",
      todo: "Run `seaworthy bases`, which makes the toolbox.",
    });
  }
  if (output.exitCode === 0) return output.stdout;
  throw new SeaworthyError("engine-look-failed", {
    what: `The processes of ${running.name} could not be looked at.`,
    why: output.stderr.trim().slice(-300) || `exit code ${output.exitCode ?? "none"}`,
    todo: "See whether the container still runs.",
  });
}

async function fromBeside(trial: Trial, running: Running, what: keyof typeof programs): Promise<Output | null> {
  if (trial.toolbox === undefined) return null;
  const image = await trial.toolbox();
  return trial.engine.runToEnd(
    {
      image,
      command: ["node", "-e", programs[what].node],
      // Among the container's processes only where they matter: another claim may be looking at them meanwhile.
      ...(what === "sockets" ? {} : { pidOf: running.id }),
      networkOf: running.id,
      user: "0:0",
      noHealthcheck: true,
    },
    // What was frozen is to run on, also when the claim's time is up.
    { timeoutMs: 20_000, ...(what === "continue" ? {} : { signal: trial.signal }) },
  );
}

async function fromWithin(trial: Trial, running: Running, what: keyof typeof programs): Promise<Output | null> {
  const argv = runtimeProgram(trial.facts, trial.plan, programs[what]);
  return argv === null ? null : running.exec(argv, { timeoutMs: 20_000 });
}

/** What all claims see that look once at a container that they share. */
export interface Inside {
  readonly processes: readonly ContainerProcess[];
  readonly sockets: readonly ListeningSocket[];
}

/** Processes and sockets of a container, looked at once in a run; see {@link processesOf} and {@link socketsOf}. */
export async function insideOf(trial: Trial, running: Running): Promise<Inside> {
  const text = await trial.once(`inside ${running.id}`, () => look(trial, running, "both"));
  return { processes: parseProcesses(text), sockets: parseSockets(text) };
}

/** All processes of a container but the one that looks. */
export async function processesOf(trial: Trial, running: Running): Promise<readonly ContainerProcess[]> {
  return parseProcesses(await look(trial, running, "processes"));
}

/** Reads /proc/PID/status texts, each after a line `pid N`. */
export function parseProcesses(text: string): readonly ContainerProcess[] {
  return text.split(/^pid (?=\d+$)/m).flatMap((block) => {
    const field = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, "m").exec(block)?.[1]?.trim() ?? "";
    const pid = Number.parseInt(block, 10);
    // Kernel threads and the toolbox's own helpers have no memory map line; zombies have no privileges to use.
    if (Number.isNaN(pid) || field("Uid") === "" || field("State").startsWith("Z")) return [];
    // Started from outside, as health checks are: none of the service's, and root until the engine has made it another.
    if (field("PPid") === "0" && pid !== 1) return [];
    const uids = field("Uid").split(/\s+/).map(Number);
    return [
      { pid, name: field("Name"), uids, capabilities: field("CapEff"), noNewPrivileges: field("NoNewPrivs") === "1" },
    ];
  });
}

/** The listening TCP sockets of a container, without the engine's own name server (127.0.0.11). */
export async function socketsOf(trial: Trial, running: Running): Promise<readonly ListeningSocket[]> {
  return parseSockets(await look(trial, running, "sockets"));
}

/** Reads /proc/net/tcp and tcp6: addresses are hexadecimal, in words of four bytes, lowest first. */
export function parseSockets(text: string): readonly ListeningSocket[] {
  const found = text.split("\n").flatMap((line): ListeningSocket[] => {
    const [, hex, port] = /^\s*\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) \S+ 0A /.exec(line) ?? [];
    if (hex === undefined || port === undefined) return [];
    const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
      (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)),
    );
    const address = hex.length === 8 ? bytes.join(".") : v6(bytes);
    if (address === "127.0.0.11") return [];
    return [
      {
        address,
        port: Number.parseInt(port, 16),
        loopback: address.startsWith("127.") || address === "::1" || address.startsWith("::ffff:127."),
      },
    ];
  });
  return found.filter(
    (one, at) => found.findIndex((other) => other.address === one.address && other.port === one.port) === at,
  );
}

function v6(bytes: readonly number[]): string {
  if (bytes.slice(0, 15).every((byte) => byte === 0)) return bytes[15] === 0 ? "::" : `::${bytes[15]}`;
  if (bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255) return `::ffff:${bytes.slice(12).join(".")}`;
  return (Buffer.from(bytes).toString("hex").match(/.{4}/g) ?? []).join(":");
}

/**
 * Freezes every process of a container: PID 1 from outside (no signal from within stops it), the others from beside it.
 * Answers how many others there were; where an earlier look saw none, none is looked for.
 */
export async function freeze(trial: Trial, running: Running): Promise<number> {
  const seen = await insideOf(trial, running);
  const others = seen.processes.length === 1 ? 0 : await freezeOthers(trial, running);
  await trial.engine.kill(running.id, "STOP");
  return others;
}

/** Freezes all processes of a container but PID 1, and answers how many they are. */
export async function freezeOthers(trial: Trial, running: Running): Promise<number> {
  return Number.parseInt(await look(trial, running, "stop"), 10);
}

/** Lets a container run on in which so many processes beside PID 1 were frozen. */
export async function thaw(trial: Trial, running: Running, others: number): Promise<void> {
  await trial.engine.kill(running.id, "CONT");
  if (others > 0) await look(trial, running, "continue");
}
