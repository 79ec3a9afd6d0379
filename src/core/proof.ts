export type Verdict = "PASS" | "FAIL" | "SKIPPED";

/** One command that was run for a proof, as a person would type it, and what it answered (bounded, secrets redacted). */
export interface CommandEvidence {
  readonly command: string;
  readonly exitCode: number | null;
  readonly output: string;
  readonly seconds: number;
}

/** The same check with the property broken. It holds when the check failed as it must. */
export interface ControlResult {
  readonly broken: string;
  readonly verdict: "FAILED_AS_IT_MUST" | "DID_NOT_FAIL" | "SKIPPED";
  readonly said: string;
  readonly commands: readonly CommandEvidence[];
}

/** A claim with its verdict and what it rests on. */
export interface Proof {
  readonly claim: string;
  readonly title: string;
  readonly service: string;
  readonly verdict: Verdict;
  /** One line: the figure or the reason. Never empty. */
  readonly said: string;
  readonly commands: readonly CommandEvidence[];
  /** Image digests that the proof ran against. */
  readonly digests: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
  readonly control: ControlResult | null;
  /** The claim breaks the property itself, so that there is no control to be run. */
  readonly ownControl?: true | undefined;
  /** SKIPPED because the engine or the container was lost on the way: proving again may well say more. */
  readonly interrupted?: true | undefined;
  readonly seconds: number;
}
