import type { Files } from "../core/ports/host.ts";
import type { Spawn } from "../core/ports/process.ts";

/** What every engine is built with. */
export interface EngineOptions {
  readonly spawn: Spawn;
  readonly files: Pick<Files, "temporary" | "remove">;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** An engine that did not work, in one line: what was asked and what it answered. */
export class EngineRefusal extends Error {}
