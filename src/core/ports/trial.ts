import type { ServiceFacts } from "../facts.ts";
import type { ServicePlan, Stage } from "../plan.ts";
import type { CommandEvidence } from "../proof.ts";
import type { BuildResult, ChangedPath, Engine, HealthTiming } from "./engine.ts";
import type { ByteSource, Clock, Files, HttpAnswer, Net } from "./host.ts";
import type { Output } from "./process.ts";

/** Bounds that a user may change. All are upper bounds, in seconds but for the ratio. */
export interface Limits {
  readonly readySeconds: number;
  readonly stopSeconds: number;
  readonly buildSeconds: number;
  readonly claimSeconds: number;
  /** For a service to see that its upstream is back; 30 where absent. */
  readonly recoverySeconds?: number;
  /** For a rebuild after a one-line change; none where absent. */
  readonly rebuildSeconds?: number;
  /** Share of the single-stage build's bytes that the image stays under; 1 where absent. */
  readonly smallerRatio?: number;
}

/** Answers every request on the service's network, under an upstream's name, in one broken way. */
export type Fault = "slow" | "hang" | "reset" | "gone" | "wrong" | "late";

export interface BuildVariant {
  /** Names the variant in tags and evidence, such as `single-stage`. */
  readonly name: string;
  /** Text of the Dockerfile; the service's own where absent. */
  readonly dockerfileText?: string;
  /** Stages to render instead of the service's own Dockerfile. */
  readonly stages?: readonly Stage[];
  /** Changes a copy of the context before the build: path -> new text, or null to delete. The user's folder is never touched. */
  readonly files?: Readonly<Record<string, string | null>>;
  /** Ignore the service's .dockerignore. */
  readonly withoutIgnoreFile?: boolean;
  readonly target?: string;
  readonly noCache?: boolean;
  readonly network?: "none" | "default";
}

export interface StartOptions {
  /** The image under proof where absent. */
  readonly image?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  /** Over the environment that the plan gives (upstream addresses, required variables). */
  readonly env?: Readonly<Record<string, string>>;
  /** Variables that are not set although the plan would, so that the image's own value holds. */
  readonly withoutEnv?: readonly string[];
  readonly user?: string;
  /** Quicker health checks than the image asks for; their command stays the image's own. */
  readonly health?: HealthTiming;
  /** Default true: read-only root, tmpfs or volumes at the plan's writable paths, no capabilities, no new privileges. */
  readonly hardened?: boolean;
  /** Declared writable paths to leave out (they stay read-only). */
  readonly withoutWritable?: readonly string[];
  /** Upstream name -> what answers there: the real service (default where it is part of the stack and up), a fault, or nothing. */
  readonly upstreams?: Readonly<Record<string, Fault | "none">>;
  /** Default true: wait until it is ready or has ended, within `limits.readySeconds`. */
  readonly wait?: boolean;
  readonly readySeconds?: number;
}

/** A started container of the service. It is removed with its network at the end of the claim. */
export interface Running {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** `http://127.0.0.1:PORT` as published on the host. */
  readonly url: string;
  /** `http://NAME:PORT` as a sibling on the same network reaches it. */
  readonly siblingUrl: string;
  readonly ready: boolean;
  readonly secondsToReady: number;
  /** Why it is not ready: the state, the exit code, and the end of its log. */
  readonly said: string;
  /** GET from the host. */
  get(path: string, timeoutMs?: number): Promise<HttpAnswer>;
  /** GETs from a sibling container on the same network, by service name: one after the other, each within its time. */
  getFromSibling(paths: readonly string[], timeoutMs?: number): Promise<readonly HttpAnswer[]>;
  exec(argv: readonly string[], options?: { user?: string; timeoutMs?: number }): Promise<Output>;
  logs(): Promise<string>;
  /** Replaces what answers under an upstream's name while the service runs; null brings the real one back. */
  setUpstream(name: string, fault: Fault | "none" | null): Promise<void>;
  /** The shared container is only let go: who needs no more of it need not keep others from ending it. */
  remove(): Promise<void>;
}

/** An engine beside the one under proof, for builds only. */
export interface OtherEngine {
  /** Kind and version, such as `podman 4.3.1`. */
  readonly name: string;
  /** Whether its builder reads heredocs. */
  readonly heredocs: boolean;
  /** Builds there, base images made sure of first; a text says why it could not be asked. The image is removed again. */
  build(variant: BuildVariant): Promise<BuildResult | string>;
}

/** What a claim may do. Everything made through it is labelled, logged as evidence, and removed when the claim ends. */
export interface Trial {
  readonly engine: Engine;
  readonly net: Net;
  readonly clock: Clock;
  readonly files: Files;
  readonly facts: ServiceFacts;
  readonly plan: ServicePlan;
  /** Tag of the image under proof. */
  readonly image: string;
  /** The service's folder on the host. */
  readonly folder: string;
  readonly dockerfileText: string;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** Paths of the host whose certificates must not be in the image. */
  readonly hostCertificates: readonly string[];
  build(variant: BuildVariant): Promise<BuildResult & { readonly tag: string }>;
  /**
   * Without options: the service as the plan says, one container shared by all claims that only look at it. With options
   * (`{}` too): a container of the claim's own, which it may stop, kill or starve. Upstreams can be changed later
   * (`setUpstream`) only where `upstreams` was given at the start.
   */
  start(options?: StartOptions): Promise<Running>;
  /**
   * What the service wrote when it was started as a person would, with a writable root, and its safe routes were asked.
   * Null where that was not done before the claims.
   */
  plainWrites(): Promise<readonly ChangedPath[] | null>;
  /** Whether the stack has the real service behind an upstream's name, so that it can be up at all. */
  hasReal(upstream: string): boolean;
  /** Other engines that work on this machine. */
  otherEngines(): Promise<readonly OtherEngine[]>;
  /** The saved archive of an image (one save for each image in a run), to be read by byte range. */
  archive(image: string): Promise<ByteSource>;
  /** A text that all claims of a service share: worked out for the first who asks for the key, and evidence for each. */
  once(key: string, work: () => Promise<string>): Promise<string>;
  /** Reference of the toolbox image (it holds node), for looking at a container from beside it. Absent where there is none. */
  readonly toolbox?: () => Promise<string>;
  /** Adds a command that was run outside this port to the evidence. */
  note(evidence: CommandEvidence): void;
}
