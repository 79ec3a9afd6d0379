import type { CommandContext } from "@stricli/core";
import { SeaworthyError } from "../core/errors/index.ts";
import type { EngineKind } from "../core/ports/engine.ts";
import type { Run, Wire, Workflows } from "../core/ports/workflows.ts";
import { typedCommand } from "../records/command-line.ts";
import type { Setting } from "../reports/define.ts";
import { colored, type Io, widthOf } from "./io.ts";
import { observerFor, viewFor } from "./observe/observer.ts";
import type { ExitCode } from "./verdict.ts";

/** Options that every command takes. */
export interface CommonFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly yes?: boolean;
  readonly engine?: EngineKind;
  readonly ca?: string;
}

/** What a command works with, once its options are read. */
export interface Session {
  readonly workflows: Workflows;
  readonly run: Run;
  readonly io: Io;
  readonly json: boolean;
  /** How text on standard output looks. */
  readonly setting: Setting;
  /** Writes to standard output, after the moving line is taken away. */
  readonly print: (text: string) => void;
  /** Writes a result as JSON, with its schema version. */
  readonly printJson: (value: object) => void;
}

export interface CliContext extends CommandContext {
  readonly io: Io;
  readonly argv: readonly string[];
  readonly loadWire: () => Promise<Wire>;
  /** Set by `act`: how the command ended. */
  ended: { readonly code: ExitCode } | { readonly error: unknown } | null;
  /** Whether the result was asked for as JSON; errors are then told so too. */
  json: boolean;
}

/** Runs a command's body in a session, and keeps what it answered or threw: the edge of the program decides what becomes of it. */
export async function act(
  context: CliContext,
  flags: CommonFlags,
  body: (session: Session) => Promise<ExitCode>,
): Promise<void> {
  const { io } = context;
  context.json = flags.json === true;
  const view = viewFor(io, flags.quiet === true);
  try {
    const wire = await context.loadWire();
    const workflows = wire({
      cwd: io.cwd,
      env: io.env,
      engine: flags.engine ?? null,
      ca: flags.ca ?? null,
      surface: (io.env["CI"] ?? "") === "" || io.env["CI"] === "false" ? "cli" : "ci",
      typed: typedCommand(["seaworthy", ...context.argv]),
    });
    const print = (text: string): void => {
      view.pause();
      io.stdout.write(text);
    };
    const code = await body({
      workflows,
      run: { observer: observerFor(io, view, flags.yes === true), signal: io.signal },
      io,
      json: context.json,
      setting: { color: colored(io.stdout, io.env), width: widthOf(io.stdout), version: io.version },
      print,
      printJson: (value) => print(`${JSON.stringify({ schema: 1, ...value }, null, 2)}\n`),
    });
    context.ended = { code };
  } catch (error) {
    context.ended = { error };
  } finally {
    view.close();
  }
}

export function usageError(what: string, why: string, todo: string): SeaworthyError {
  return new SeaworthyError("usage", { what, why, todo });
}
