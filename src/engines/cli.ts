import type { SeaworthyError } from "../core/errors/index.ts";
import type { Command, Output, Spawn } from "../core/ports/process.ts";
import { engineError, saysGone } from "./engine-errors.ts";
import { quote } from "../core/quote.ts";

/** How one engine's client is started: the same program, global flags and environment for each of its commands. */
export interface CliSettings {
  /** The program as started, such as `/usr/bin/docker`. */
  readonly program: string;
  /** Its name as a person types it. */
  readonly name: string;
  /** Flags before the command, such as `--runtime runc`. */
  readonly global: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly spawn: Spawn;
  /** Folder that the client is started in; the caller's own where absent. */
  readonly cwd?: string;
  /** A cheap command that only an engine that answers can fulfil. */
  readonly ping: readonly string[];
}

type Options = Omit<Command, "argv" | "env">;

/** Queries answer within this; what has no bound of its own (build, pull, run) sets another. */
const queryTimeoutMs = 120_000;

export class Cli {
  private readonly settings: CliSettings;

  constructor(settings: CliSettings) {
    this.settings = settings;
  }

  typed(args: readonly string[]): string {
    return quote([this.settings.name, ...this.settings.global, ...args]);
  }

  /** Runs a command and answers whatever came. */
  run(args: readonly string[], options: Options = {}): Promise<Output> {
    const { program, global, env, spawn, cwd } = this.settings;
    return spawn({ ...(cwd === undefined ? {} : { cwd }), ...options, argv: [program, ...global, ...args], env });
  }

  /**
   * Runs a command that must succeed and answers its stdout, trimmed.
   * @throws SeaworthyError that says what the engine said
   */
  async must(args: readonly string[], options: Options = {}): Promise<string> {
    const output = await this.run(args, { timeoutMs: queryTimeoutMs, ...options });
    if (output.exitCode !== 0) throw this.error(args, output);
    return output.stdout.trim();
  }

  error(args: readonly string[], output: Output): SeaworthyError {
    return engineError(this.typed(args), output);
  }

  /**
   * For commands whose failure may be the application's: throws only where the engine itself is gone, which is asked of
   * the engine, for an application may print the same words.
   * @throws SeaworthyError `engine-gone`
   */
  async unlessGone(args: readonly string[], output: Output): Promise<Output> {
    if (output.exitCode === 0 || output.timedOut) return output;
    const ownFailure = output.exitCode === null || output.exitCode === 1 || output.exitCode >= 125;
    if (!ownFailure && !saysGone(output)) return output;
    const answer = await this.run(this.settings.ping, { timeoutMs: 10_000 });
    if (answer.exitCode === 0) return output;
    throw this.error(args, { ...answer, stderr: `${output.stderr}\n${answer.stderr}` });
  }
}
