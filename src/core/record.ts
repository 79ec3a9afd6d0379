import type { Diagnosis } from "./diagnosis.ts";
import type { ServiceFacts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import type { Necessary, NotWatched } from "./necessary.ts";
import type { ServicePlan } from "./plan.ts";
import type { EngineInfo } from "./ports/engine.ts";
import type { Proof, Verdict } from "./proof.ts";
import type { RecordedContents, RecordedDockerfile } from "./recorded-build.ts";
import type { Scores } from "./score.ts";

/** One step of the loop: when it began after the run's start, how long it took, and how much of that was spent waiting for engine commands. */
export interface TimelineEntry {
  readonly step: string;
  readonly service: string;
  readonly said: string;
  readonly at: number;
  readonly seconds: number;
  readonly engineSeconds: number;
}

export interface WrittenFile {
  readonly path: string;
  readonly sha256: string;
}

/** A file of the service as it was read. `sha256` is null where it is no text: then only its size counts. */
export interface InputFile {
  readonly path: string;
  readonly sha256: string | null;
  readonly bytes: number;
}

export interface LayerFigure {
  readonly instruction: string;
  readonly bytes: number;
}

export interface Comparison {
  readonly multi: {
    readonly image: string;
    readonly digest: string;
    readonly bytes: number;
    readonly layers: readonly LayerFigure[];
  };
  readonly single: {
    readonly image: string;
    readonly digest: string;
    readonly bytes: number;
    readonly layers: readonly LayerFigure[];
  };
  readonly ratio: number;
}

/** One edit that `fix` tried, and what became of it. */
export interface Suggestion {
  readonly rule: string;
  readonly title: string;
  readonly diff: string;
  readonly kept: boolean;
  readonly because: string;
}

/** The Markdown front matter, in its order. */
export interface FrontMatter {
  readonly id: number;
  readonly title: string;
  readonly stage: string;
  readonly date: string;
  readonly surface: string;
  readonly model: string;
  readonly feature: string;
  readonly branch: string;
  readonly user: string;
  readonly command: string;
  readonly labels: readonly string[];
  readonly links: {
    readonly spec: string | null;
    readonly ticket: string | null;
    readonly adr: string | null;
    readonly pr: string | null;
  };
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

/** A test of the record: a command as typed, and what it answered when it was recorded. */
export interface RecordedTest {
  readonly command: string;
  readonly verdict: Verdict;
  readonly exitCode: number | null;
  readonly output: string;
}

/** The evidence of one run over one service. Nothing in it is estimated: what was not measured is absent or null. */
export interface SeaworthyRecord {
  readonly schema: 1;
  readonly front: FrontMatter;
  readonly tool: { readonly name: "seaworthy"; readonly version: string; readonly node: string };
  readonly machine: { readonly platform: string; readonly cpus: number; readonly memoryBytes: number };
  readonly engine: EngineInfo | null;
  /** Base images that were local stand-ins: reference -> what it was made from. */
  readonly standIns: Readonly<Record<string, string>>;
  readonly prompt: readonly string[];
  /** sha256 over the sorted paths and contents of the files read. */
  readonly inputDigest: string;
  /** The files that the digest is of, relative to the service's folder; absent where they are too many to list. */
  readonly inputs?: readonly InputFile[] | undefined;
  readonly facts: ServiceFacts;
  /** The service's folder as it is typed where the run was started; absent in records of before it was kept. */
  readonly folder?: string | undefined;
  readonly plan: ServicePlan | null;
  readonly written: readonly WrittenFile[];
  readonly findingsBefore: readonly Finding[] | null;
  readonly findingsAfter: readonly Finding[];
  readonly scoresBefore: Scores | null;
  readonly scoresAfter: Scores | null;
  readonly suggestions: readonly Suggestion[];
  readonly image: {
    readonly tag: string;
    /** The engine's image id: the digest of the image's configuration, or, where the engine keeps images as OCI content, of its manifest. */
    readonly digest: string;
    readonly bytes: number;
    /** `NAME@sha256:…`, the digests of its manifest, where the engine knew one. */
    readonly repoDigests?: readonly string[] | undefined;
  } | null;
  readonly proofs: readonly Proof[];
  readonly comparison: Comparison | null;
  /** The files of the image that the service opened while it was watched; absent where it was not. */
  readonly necessary?: Necessary | NotWatched | undefined;
  /** The Dockerfile that was rated and built, with its stages. */
  readonly dockerfile?: RecordedDockerfile | undefined;
  /** What the image and its single-stage counterpart hold, as far as they could be read. */
  readonly contents?: { readonly multi: RecordedContents | null; readonly single: RecordedContents | null } | undefined;
  readonly diagnoses: readonly Diagnosis[];
  readonly lessons: readonly string[];
  readonly tests: readonly RecordedTest[];
  readonly timeline: readonly TimelineEntry[];
  /** Steps that could not be done, and why. */
  readonly skipped: readonly { readonly step: string; readonly because: string }[];
}
