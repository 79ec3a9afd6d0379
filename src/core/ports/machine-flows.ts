import type { EngineInfo } from "./engine.ts";
import type { Run } from "./workflows.ts";

export interface EngineStatus {
  readonly engine: EngineInfo | null;
  /** Every way that was tried and what it answered. */
  readonly tried: readonly { readonly how: string; readonly said: string; readonly works: boolean }[];
  /** The private engine set up by `engine up`, running or not; null where there is none. */
  readonly own: {
    readonly running: boolean;
    readonly endpoint: string;
    readonly dataRoot: string;
    readonly pid: number | null;
  } | null;
}

export interface EngineFlows {
  status(run: Run): Promise<EngineStatus>;
  /** Finds one or, agreed to through the observer, installs and starts a private one. */
  up(run: Run): Promise<EngineStatus>;
  down(run: Run): Promise<{ readonly ended: boolean; readonly said: string }>;
  /** Variables to set in a shell so that plain `docker` reaches the engine; `pathPrefix` goes before PATH. */
  env(run: Run): Promise<{ readonly variables: Readonly<Record<string, string>>; readonly pathPrefix: string | null }>;
}

export interface BaseImage {
  readonly reference: string;
  /** `stand-in` made here, `pulled` the real one, `missing` neither. */
  readonly state: "stand-in" | "pulled" | "missing";
  /** What a stand-in was or would be made from. */
  readonly madeFrom: string;
  readonly bytes: number | null;
}

export interface BaseFlows {
  list(run: Run): Promise<readonly BaseImage[]>;
  /** Makes stand-ins for the references; none given makes all that the services at `path` need. */
  make(options: { path: string; references: readonly string[] }, run: Run): Promise<readonly BaseImage[]>;
  remove(options: { references: readonly string[] }, run: Run): Promise<{ readonly removed: readonly string[] }>;
}
