import type { EnvVariable, Upstream } from "./facts.ts";

/** One instruction of a stage, as data. `why` becomes the comment above it, where it says what the line does not. */
export type Step =
  | { readonly kind: "workdir"; readonly path: string; readonly why?: string }
  | { readonly kind: "env"; readonly values: Readonly<Record<string, string>>; readonly why?: string }
  | { readonly kind: "arg"; readonly name: string; readonly default?: string; readonly why?: string }
  | {
      readonly kind: "copy";
      readonly from?: string;
      readonly sources: readonly string[];
      readonly target: string;
      readonly chmod?: string;
      readonly why?: string;
    }
  | {
      readonly kind: "run";
      readonly command: string | readonly string[];
      readonly mounts?: readonly Mount[];
      readonly why?: string;
    }
  | { readonly kind: "label"; readonly values: Readonly<Record<string, string>>; readonly why?: string };

export type Mount =
  | { readonly type: "cache"; readonly target: string; readonly sharing?: "locked" | "private" }
  | { readonly type: "bind"; readonly source: string; readonly target: string; readonly from?: string }
  | { readonly type: "secret"; readonly id: string; readonly target?: string };

/**
 * What the final stage stands on: `slim` a small distribution with a shell, `minimal` nothing but the runtime and what it
 * links to.
 */
export type FinalBase = "slim" | "minimal";
export const finalBases: readonly FinalBase[] = ["slim", "minimal"];

export interface Stage {
  readonly name: string;
  /** An image reference or the name of an earlier stage. */
  readonly from: string;
  readonly why?: string;
  readonly steps: readonly Step[];
}

export interface HealthCheck {
  /** Exec form. */
  readonly command: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly startPeriodSeconds: number;
  readonly retries: number;
  readonly route: string;
  readonly why: string;
}

/** A directory that the container may write. `lasting` ones become volumes, the others tmpfs. */
export interface Writable {
  readonly path: string;
  readonly lasting: boolean;
  readonly why: string;
}

/** A file that `init` writes beside the Dockerfile because the image needs it, such as a web server's configuration. */
export interface SupportFile {
  readonly path: string;
  readonly text: string;
}

/** The container of one service as data, before any text is written. */
export interface ServicePlan {
  readonly service: string;
  /** The service's folder relative to the stack's root, `.` for the root itself. */
  readonly path: string;
  /** Image name without tag, such as `todo-backend`. */
  readonly image: string;
  readonly headline: string;
  readonly stages: readonly Stage[];
  readonly user: { readonly uid: number; readonly gid: number };
  readonly workdir: string;
  readonly port: number;
  /** Whether the port is published on the host; internal services are reached by their siblings only. */
  readonly published: boolean;
  readonly entrypoint: readonly string[] | null;
  readonly command: readonly string[];
  readonly stopSignal: string | null;
  readonly health: HealthCheck | null;
  readonly writable: readonly Writable[];
  readonly env: readonly EnvVariable[];
  readonly upstreams: readonly Upstream[];
  /** Paths that the build reads from the context, relative to the service's folder: what .dockerignore lets in. */
  readonly context: readonly string[];
  readonly support: readonly SupportFile[];
  /** The naive build that `compare` and the claim `smaller` measure against: one stage, same base family. */
  readonly singleStage: readonly Stage[];
  /** What the single-stage build runs, where that differs from `command`. */
  readonly singleStageCommand?: readonly string[];
  /** The process does not end on the stop signal as process 1: an init must run before it. */
  readonly init?: boolean;
  /** The same build with development dependencies left in: the negative control of `runtime-only`. Null where there are none. */
  readonly withDevDependencies: readonly Stage[] | null;
  /** The service's own tests, where they run beside what is shipped; absent where that is not known. */
  readonly tests?: OwnTests | undefined;
}

/** How a service's tests are run in its image, with development dependencies, once these steps have brought them. */
export interface OwnTests {
  readonly command: readonly string[];
  readonly steps: readonly Step[];
}

/** All services of an application, and the network that joins them. */
export interface StackPlan {
  readonly name: string;
  readonly network: string;
  readonly services: readonly ServicePlan[];
}
