import { buildApplication, type Command, ExitCode as StricliCode, help, type RouteMap, run } from "@stricli/core";
import { SeaworthyError } from "../core/errors/index.ts";
import type { Wire } from "../core/ports/workflows.ts";
import type { CliContext } from "./context.ts";
import { cancelledCode, failureJson, failureText, isCancelled } from "./failure.ts";
import { colored, type Io, widthOf } from "./io.ts";
import { commands, isCommandName, nearestCommand } from "./registry.ts";

/**
 * Runs one command line and answers its exit code: 0 all held, 1 a finding or a failed claim, 2 could not, 130 cancelled.
 * An error that is not SeaworthyError is a fault of ours and is thrown on.
 */
export async function runCli(argv: readonly string[], io: Io, loadWire: () => Promise<Wire>): Promise<number> {
  const [first, ...rest] = argv;
  if (first === "--version" || first === "-v") {
    io.stdout.write(`${io.version}\n`);
    return 0;
  }
  if (first === "--help" || first === "-h" || (first === "help" && rest[0] === undefined)) {
    const { helpText } = await import("./help.ts");
    io.stdout.write(helpText);
    return 0;
  }
  if (first === "help") return runCli([...rest, "--help"], io, loadWire);
  const named = first !== undefined && isCommandName(first);
  const target = named ? (await commands[first]()).default : (await import("./commands/loop.ts")).default;
  const context: CliContext = { process: streams(io), io, argv, loadWire, ended: null, json: false };
  const code = await dispatch(target, named ? `seaworthy ${first}` : "seaworthy", named ? rest : argv, context);
  if (context.ended === null) return code;
  if ("code" in context.ended) return context.ended.code;
  return failed(context.ended.error, context, named ? null : (argv.find((word) => !word.startsWith("-")) ?? null));
}

async function dispatch(
  target: Command<CliContext> | RouteMap<CliContext>,
  name: string,
  inputs: readonly string[],
  context: CliContext,
): Promise<number> {
  const config = {
    name,
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
  } as const;
  const formatting = {
    useAliasInUsageLine: false,
    onlyRequiredInUsageLine: true,
    caseStyle: "convert-camel-to-kebab",
  } as const;
  const integrations = { help: help<CliContext>({ brief: "Print this", formatting }) };
  const process: ReturnType<typeof streams> & { exitCode?: number } = streams(context.io);
  // The two calls differ only in their overload: a command and a route map are told apart by the types alone.
  const app =
    "loader" in target
      ? buildApplication(target, config, integrations)
      : buildApplication(target, config, integrations);
  await run(app, inputs, Object.assign(context, { process }));
  if ((process.exitCode ?? StricliCode.Success) === StricliCode.Success) return 0;
  context.io.stderr.write(`see: ${name} --help\n`);
  return 2;
}

function failed(error: unknown, context: CliContext, word: string | null): number {
  const { io, json } = context;
  if (isCancelled(error)) {
    if (json)
      io.stdout.write(
        failureJson(
          new SeaworthyError("cancelled", { what: error.message, why: "the run was cancelled", todo: "run it again" }),
        ),
      );
    io.stderr.write(
      io.signal.aborted ? "cancelled; what the run had made was removed\n" : `not done: ${error.message}\n`,
    );
    return io.signal.aborted ? cancelledCode : 2;
  }
  if (!(error instanceof SeaworthyError)) throw error;
  const nearest = word === null ? null : nearestCommand(word);
  const told =
    nearest === null
      ? error
      : new SeaworthyError(error.code, {
          what: error.message,
          why: error.why,
          todo: `${error.todo.replace(/\.$/, "")}. Or did you mean the command ${nearest}?`,
          tried: error.tried,
          cause: error.cause,
        });
  if (json) io.stdout.write(failureJson(told));
  else io.stderr.write(failureText(told, colored(io.stderr, io.env), widthOf(io.stderr)));
  return 2;
}

function streams(io: Io): {
  stdout: { write: (text: string) => void };
  stderr: { write: (text: string) => void };
  env: Record<string, string>;
} {
  return { stdout: { write: io.stdout.write }, stderr: { write: io.stderr.write }, env: {} };
}
