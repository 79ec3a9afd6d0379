import manifest from "../../package.json" with { type: "json" };
import type { Sink, Io } from "./io.ts";
import { cancelledCode } from "./failure.ts";
import { runCli } from "./run.ts";

const abort = new AbortController();
let interrupts = 0;

function interrupt(signal: NodeJS.Signals): void {
  interrupts += 1;
  if (interrupts > 1) process.exit(cancelledCode);
  process.stderr.write(`\n${signal === "SIGINT" ? "Ctrl-C" : signal}: cancelling and removing what this run made; once more to stop at once\n`);
  abort.abort(new Error("cancelled by the user"));
}

function sink(stream: NodeJS.WriteStream): Sink {
  return { write: (text) => void stream.write(text), terminal: stream.isTTY, columns: () => stream.columns ?? 80 };
}

async function stdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks).toString("utf8");
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
  stdin,
  now: () => performance.now(),
  confirm,
  signal: abort.signal,
};

process.on("SIGINT", interrupt);
process.on("SIGTERM", interrupt);
// A reader that went away (`| head`) is no failure of the work.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
});

process.exitCode = await runCli(process.argv.slice(2), io, async () => (await import("../wire.ts")).wire);
process.removeListener("SIGINT", interrupt);
process.removeListener("SIGTERM", interrupt);
