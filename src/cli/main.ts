import { setMaxListeners } from "node:events";
import manifest from "../../package.json" with { type: "json" };
import { CancelledError } from "../core/errors/index.ts";
import type { Io, Sink } from "./io.ts";
import { cancelledCode } from "./failure.ts";
import { runCli } from "./run.ts";

const abort = new AbortController();
// All that a run does at once listens to the one signal that ends it.
setMaxListeners(0, abort.signal);
let interrupts = 0;
let reading = false;

function interrupt(signal: NodeJS.Signals): void {
  interrupts += 1;
  if (interrupts > 1) process.exit(cancelledCode);
  process.stderr.write(
    `\n${signal === "SIGINT" ? "Ctrl-C" : signal}: cancelling and removing what this run made; once more to stop at once\n`,
  );
  abort.abort(new CancelledError("cancelled by the user"));
  if (reading) process.stdin.destroy();
}

/** Such as a full disk behind `> file`: there is nobody else to tell than the other stream. */
function unwritable(error: Error): never {
  process.stderr.write(`error: could not write the output: ${error.message}\n`);
  process.exit(2);
}

function sink(stream: NodeJS.WriteStream): Sink {
  return { write: (text) => void stream.write(text), terminal: stream.isTTY, columns: () => stream.columns ?? 80 };
}

async function stdin(): Promise<string> {
  reading = true;
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
    return Buffer.concat(chunks).toString("utf8");
  } catch (error) {
    throw abort.signal.aborted ? new CancelledError("cancelled by the user") : error;
  } finally {
    reading = false;
  }
}

async function confirm(message: string): Promise<boolean> {
  const prompts = await import("@clack/prompts");
  const answer = await prompts.confirm({ message, initialValue: false, output: process.stderr });
  if (!prompts.isCancel(answer)) return answer;
  interrupt("SIGINT"); // the prompt takes Ctrl-C for itself
  return false;
}

const io: Io = {
  stdout: sink(process.stdout),
  stderr: sink(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  version: manifest.version,
  interactive: process.stdin.isTTY && process.stderr.isTTY && (process.env["CI"] ?? "") === "",
  streams: () => ({ input: process.stdin, output: process.stdout }),
  stdin,
  now: () => performance.now(),
  confirm,
  signal: abort.signal,
};

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
for (const signal of signals) process.on(signal, interrupt);
// A reader that went away (`| head`) is no failure of the work; nobody told what went on is no reason to leave it half done.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") abort.abort(new CancelledError("nobody reads the output any more"));
  else unwritable(error);
});
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  process.exitCode = await runCli(process.argv.slice(2), io, async () => (await import("../wire.ts")).wire);
} catch (error) {
  // A fault of ours: told whole, with its cause, and not as exit code 1, which means a finding.
  console.error(error);
  console.error("This is a fault in seaworthy. Please report it with the lines above.");
  process.exitCode = 2;
}
for (const signal of signals) process.removeListener(signal, interrupt);
