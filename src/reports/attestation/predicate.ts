import type { Proof } from "../../core/proof.ts";
import type { SeaworthyRecord } from "../../core/record.ts";
import type { FileDigest } from "../../core/verification.ts";
import { allHeld, brokenControls, notProved, verdictCounts } from "../../records/evidence.ts";
import { canonicalDigest } from "./canonical.ts";

/** The version stands in the URI and counts up when a field changes its meaning or goes. */
export const predicateType = "urn:seaworthy:claims:v1";

type Digest = { readonly sha256: string };

/** What a record claims of its image. Nothing in it is new: each value is of the record. */
export interface ClaimsPredicate {
  /** PASSED: every claim that was checked holds, and no control let a broken property pass. FAILED: not so. NOT_PROVED: nothing was checked. */
  readonly result: "PASSED" | "FAILED" | "NOT_PROVED";
  readonly service: string;
  /** The day of the run. */
  readonly date: string;
  readonly tool: { readonly name: string; readonly version: string; readonly node: string };
  readonly engine: {
    readonly kind: string;
    readonly clientVersion: string;
    readonly serverVersion: string;
    readonly builder: string;
    readonly platform: string;
    readonly rootless: boolean;
  } | null;
  readonly image: { readonly tag: string; readonly id: string; readonly bytes: number };
  readonly scores: Readonly<Record<string, number>> | null;
  readonly claims: readonly AttestedClaim[];
  /** What was left open, and why. */
  readonly limits: readonly { readonly what: string; readonly because: string }[];
  readonly inputs: {
    /** Over the sorted paths and contents of the files read. */
    readonly digest: Digest;
    /** Files that the run wrote. */
    readonly written: readonly { readonly name: string; readonly digest: Digest }[];
    /** Base images that were local stand-ins, and what they were made from. */
    readonly standIns: Readonly<Record<string, string>>;
  };
  /** The files of the record that this is made from. */
  readonly record: readonly { readonly name: string; readonly digest: Digest }[];
}

export interface AttestedClaim {
  readonly id: string;
  readonly title: string;
  readonly verdict: "PASS" | "FAIL" | "SKIPPED";
  readonly said: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly control: { readonly broken: string; readonly verdict: string; readonly said: string } | null;
  /** SHA-256 over the canonical JSON (RFC 8785) of this proof as it stands in the record's `proofs`. */
  readonly evidence: { readonly commands: number; readonly digest: Digest };
}

type Built = NonNullable<SeaworthyRecord["image"]>;

export function claimsPredicate(
  record: SeaworthyRecord,
  image: Built,
  digests: readonly FileDigest[],
): ClaimsPredicate {
  const { engine, facts, front, tool } = record;
  return {
    result: resultOf(record.proofs),
    service: facts.name,
    date: front.date,
    tool: { name: tool.name, version: tool.version, node: tool.node },
    // Where the engine's socket lies is nobody else's matter.
    engine:
      engine === null
        ? null
        : {
            kind: engine.kind,
            clientVersion: engine.clientVersion,
            serverVersion: engine.serverVersion,
            builder: engine.builder,
            platform: engine.platform,
            rootless: engine.rootless,
          },
    image: { tag: image.tag, id: image.digest, bytes: image.bytes },
    scores: record.scoresAfter === null ? null : { ...record.scoresAfter },
    claims: record.proofs.map(attested),
    limits: notProved(record),
    inputs: {
      digest: { sha256: record.inputDigest.replace(/^sha256:/, "") },
      written: record.written.map(({ path, sha256 }) => ({ name: path, digest: { sha256 } })),
      standIns: record.standIns,
    },
    record: digests.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
  };
}

function resultOf(proofs: readonly Proof[]): ClaimsPredicate["result"] {
  if (allHeld(proofs)) return "PASSED";
  return verdictCounts(proofs).FAIL === 0 && brokenControls(proofs).length === 0 ? "NOT_PROVED" : "FAILED";
}

function attested(proof: Proof): AttestedClaim {
  const { claim, title, verdict, said, figures, control, commands } = proof;
  return {
    id: claim,
    title,
    verdict,
    said,
    figures,
    control: control === null ? null : { broken: control.broken, verdict: control.verdict, said: control.said },
    evidence: {
      commands: commands.length + (control?.commands.length ?? 0),
      digest: { sha256: canonicalDigest(proof) },
    },
  };
}
