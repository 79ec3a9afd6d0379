import type { Diagnosis } from "../diagnosis.ts";
import type { StackFacts } from "../facts.ts";
import type { Profile } from "../finding.ts";
import type { FinalBase } from "../plan.ts";
import type { Necessary, NotWatched } from "../necessary.ts";
import type { Proof, Verdict } from "../proof.ts";
import type { Comparison, SeaworthyRecord, Suggestion } from "../record.ts";
import type { Fleet } from "../fleet.ts";
import type { RecordEvidence, RecordVerification, VerifyOptions } from "../verification.ts";
import type { EngineKind } from "./engine.ts";
import type { ImageFlows } from "./image-flows.ts";
import type { BaseFlows, EngineFlows } from "./machine-flows.ts";
import type { FileChange, InitOptions, InitResult } from "./generating.ts";
import type { Observer } from "./observer.ts";
import type { Limits } from "./trial.ts";
import type { Bar, ConfigChoice, RatedFile, RateOptions, Ratings } from "./rating.ts";

export type { FileChange, InitOptions, InitResult } from "./generating.ts";
export type { Bar, ConfigChoice, RatedFile, RateOptions, Ratings } from "./rating.ts";

/** What every use case gets beside its own options. */
export interface Run {
  readonly observer: Observer;
  /** Aborted by Ctrl-C: the use case then cleans up what it made and throws CancelledError. */
  readonly signal: AbortSignal;
}

export interface WireOptions {
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The engine that was asked for; null takes the first that works. */
  readonly engine: EngineKind | null;
  /** A file of extra CA certificates for build steps, or null. */
  readonly ca: string | null;
  /** Who drives: written into the record as its surface. */
  readonly surface: "cli" | "mcp" | "ci";
  /** The command as it was typed, for the record. */
  readonly typed: string;
}

/** `src/wire.ts` exports `wire` of this type. It must stay cheap: each method imports what it needs when it is called. */
export type Wire = (options: WireOptions) => Workflows;

/** The use cases as the CLI and MCP call them. Paths are relative to `cwd` or absolute. Each throws SeaworthyError where the work could not be done. */
export interface Workflows {
  detect(options: { path: string }, run: Run): Promise<StackFacts>;
  init(options: InitOptions, run: Run): Promise<InitResult>;
  rate(options: RateOptions, run: Run): Promise<Ratings>;
  fix(options: FixOptions, run: Run): Promise<FixResult>;
  build(options: BuildOptions, run: Run): Promise<readonly BuiltImage[]>;
  up(options: UpOptions, run: Run): Promise<UpResult>;
  down(options: DownOptions, run: Run): Promise<DownResult>;
  prove(options: ProveOptions, run: Run): Promise<ProveResult>;
  compare(options: { path: string }, run: Run): Promise<readonly ServiceComparison[]>;
  loop(options: LoopOptions, run: Run): Promise<LoopResult>;
  readonly images: ImageFlows;
  readonly records: RecordFlows;
  readonly engine: EngineFlows;
  readonly bases: BaseFlows;
  /** Writes a report whole or not at all and answers its absolute path. */
  saveReport(path: string, text: string): Promise<string>;
  /** Shows a file with the desktop's program for it; false where there is none. */
  openFile(file: string): Promise<boolean>;
}

export interface FixOptions {
  /** `-` is `stdin`, which is fixed and never written. */
  readonly paths: readonly string[];
  readonly stdin?: string | null | undefined;
  readonly stdinName?: string | undefined;
  readonly lenient?: boolean | undefined;
  /** Null: the config's, or else `default`. */
  readonly profile: Profile | null;
  /** `nearest` where absent. */
  readonly config?: ConfigChoice | undefined;
  /** Also edits of kind `suggested`. Implied by `prove`, which tries each. */
  readonly suggested: boolean;
  /** Also ask the machine's ShellCheck about the scripts of RUN; not with `prove`. Absent: the config's, or else not. */
  readonly shellcheck?: boolean | undefined;
  /** Keep an edit only if the image still builds, gets healthy and is not larger. */
  readonly prove: boolean;
  /** False shows the diff and writes nothing. */
  readonly write: boolean;
  /** False keeps no copy of a replaced text; true where absent. */
  readonly backup?: boolean | undefined;
}

export interface FixedFile {
  readonly path: string;
  readonly before: RatedFile;
  readonly after: RatedFile;
  readonly changes: readonly FileChange[];
  readonly suggestions: readonly Suggestion[];
  readonly diagnoses: readonly Diagnosis[];
  /** Only with `prove`. */
  readonly record: WrittenRecord | null;
  readonly proofs: readonly Proof[];
  /** Only with `prove`: advice, from which no edit follows. */
  readonly necessary?: Necessary | NotWatched | undefined;
}

export interface FixResult {
  readonly files: readonly FixedFile[];
}

export interface BuildOptions {
  readonly path: string;
  /** Tag for the image; null takes the plan's, `NAME:latest`. Only for one service. */
  readonly tag: string | null;
  readonly noCache: boolean;
}

export interface BuiltImage {
  readonly service: string;
  readonly tag: string;
  readonly digest: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly steps: number;
  readonly cached: number;
  /** Absent where the engine knew none. */
  readonly repoDigests?: readonly string[] | undefined;
}

export interface UpOptions {
  readonly path: string;
  /** Build what has no image yet (default), or all. */
  readonly rebuild: boolean;
}

export interface RunningService {
  readonly service: string;
  readonly container: string;
  readonly image: string;
  readonly network: string;
  /** `http://localhost:8000` where a port is published, else null. */
  readonly url: string | null;
  /** `http://NAME:PORT` as its siblings reach it. */
  readonly siblingUrl: string;
  readonly health: "healthy" | "unhealthy" | "starting" | "none";
  readonly secondsToReady: number;
}

export interface UpResult {
  readonly network: string;
  readonly services: readonly RunningService[];
}

export interface DownOptions {
  readonly path: string;
  /** Remove the volumes too, and with them the services' data. */
  readonly volumes: boolean;
}

export interface DownResult {
  /** What was removed, as `container backend`. */
  readonly removed: readonly string[];
  /** What was found and left alone, and why: seaworthy did not start it, or it holds data. */
  readonly left: readonly string[];
}

export interface ClaimChoice {
  /** Claim ids; empty means all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** Run the negative controls too. */
  readonly controls: boolean;
  /** Over those of the nearest config. */
  readonly limits?: Partial<Limits> | undefined;
  /** container-structure-test and goss files beside those that are found by their names. */
  readonly tests?: readonly string[] | undefined;
}

export interface ProveOptions extends ClaimChoice {
  readonly path: string;
}

export interface ServiceProofs {
  readonly service: string;
  readonly path: string;
  readonly image: { readonly tag: string; readonly digest: string; readonly bytes: number } | null;
  readonly proofs: readonly Proof[];
  readonly diagnoses: readonly Diagnosis[];
  /** The files that the service opened; absent where only some claims were asked for. */
  readonly necessary?: Necessary | NotWatched | undefined;
}

export interface ProveResult {
  readonly services: readonly ServiceProofs[];
}

export interface ServiceComparison {
  readonly service: string;
  readonly comparison: Comparison;
}

export interface LoopOptions extends ClaimChoice {
  readonly path: string;
  /** Null: the config's, or else `default`. */
  readonly profile: Profile | null;
  /** `nearest` where absent. */
  readonly config?: ConfigChoice | undefined;
  /** Leave the stack running at the end. */
  readonly keep: boolean;
  readonly force: boolean;
  /** What the final stages are to stand on; null or absent keeps what the Dockerfiles that are there say, else `slim`. */
  readonly base?: FinalBase | null | undefined;
}

export interface WrittenRecord {
  readonly markdown: string;
  readonly json: string;
}

export interface LoopService {
  readonly service: string;
  readonly path: string;
  readonly record: SeaworthyRecord;
  readonly files: WrittenRecord;
  /** What the service's config asks of its Dockerfile; absent where it has none. */
  readonly bar?: Bar | undefined;
}

export interface LoopResult {
  readonly services: readonly LoopService[];
  /** Containers left running because of `keep`. */
  readonly kept: readonly RunningService[];
  readonly seconds: number;
}

export interface RecordEntry {
  readonly file: string;
  readonly id: number | null;
  readonly title: string;
  readonly date: string;
  readonly feature: string;
  /** Null for a record without evidence beside it, or with evidence that cannot be read. */
  readonly verdicts: Readonly<Record<Verdict, number>> | null;
  /** Why its evidence cannot be read; null where it can, or where there is none. */
  readonly problem: string | null;
}

/** A record as found: its Markdown byte for byte, and its evidence where a JSON lies beside it. */
export interface FoundRecord {
  readonly file: string;
  readonly markdown: string;
  readonly record: SeaworthyRecord | null;
}

export interface ReplayedTest {
  readonly command: string;
  readonly verdict: Verdict;
  readonly said: string;
  readonly exitCode: number | null;
  readonly output: string;
  readonly seconds: number;
}

export interface ReplayResult {
  readonly file: string;
  readonly tests: readonly ReplayedTest[];
}

export interface RecordFlows {
  /** Records below the folder's `.seaworthy/records`, in the order of their numbers. */
  list(options: { path: string }, run: Run): Promise<readonly RecordEntry[]>;
  /** A record by file or number; null takes the newest. */
  find(options: { path: string; which: string | null }, run: Run): Promise<FoundRecord>;
  /** A record with the digests of its own files. @throws SeaworthyError `no-evidence` where no JSON lies beside it */
  evidence(options: { path: string; which: string | null }, run: Run): Promise<RecordEvidence>;
  /** Whether a record is what was written, and its image and files still are what it was made of. */
  verify(options: VerifyOptions, run: Run): Promise<RecordVerification>;
  /** Every record below a folder, services and repositories apart. */
  fleet(options: { path: string }, run: Run): Promise<Fleet>;
  /** Asks the observer once, with the commands as its detail, before anything runs. Declined: CancelledError. */
  replay(options: { path: string; which: string | null }, run: Run): Promise<ReplayResult>;
}
