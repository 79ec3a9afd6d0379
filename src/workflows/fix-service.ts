import type { Diagnosis } from "../core/diagnosis.ts";
import { applyEdits } from "../core/edit.ts";
import type { RatedFile } from "../core/ports/workflows.ts";
import type { Suggestion } from "../core/record.ts";
import { allDiagnoses, diagnose } from "../diagnoses/index.ts";
import { parseDockerfile } from "../formats/dockerfile/index.ts";
import { unifiedDiff } from "./diff.ts";
import { megabytes, type Steps } from "./steps.ts";
import { openTrial, type Proving } from "./trial.ts";

/** Remedies that are tried in a row before giving up. */
const MOST_REMEDIES = 6;

/** The files that an image is made from, as they are changed on the way. */
export interface Candidate {
  readonly dockerfile: string;
  /** Other files that a change brings with it, such as .dockerignore. */
  readonly files: Readonly<Record<string, string>>;
}

/** How a candidate did on the engine. */
interface Outcome {
  readonly healthy: boolean;
  readonly bytes: number;
  readonly user: string;
  readonly log: string;
  readonly stage: Diagnosis["stage"];
}

export interface FixedService {
  readonly candidate: Candidate;
  readonly suggestions: readonly Suggestion[];
  readonly diagnoses: readonly Diagnosis[];
  readonly bytesBefore: number | null;
  readonly bytesAfter: number | null;
}

/**
 * Heals and improves a service's Dockerfile. Each change is kept only if the image then builds, gets healthy and is not
 * larger than before the change; a change that fails in a way that a diagnosis explains gets its remedy and one more try.
 */
export async function fixService(
  proving: Proving,
  steps: Steps,
  start: Candidate,
  generated: Candidate,
  rules: Rules,
): Promise<FixedService> {
  const service = proving.plan.service;
  const suggestions: Suggestion[] = [];
  const diagnoses: Diagnosis[] = [];
  const attempt = (title: string, candidate: Candidate): Promise<Outcome> =>
    steps.step("fix", service, title, async (onLine) => {
      const value = await outcomeOf(proving, candidate, onLine);
      const said = value.healthy ? `${title}: healthy, ${megabytes(value.bytes)}` : `${title}: ${lastLine(value.log)}`;
      return { value, said, outcome: value.healthy ? "done" : "failed" };
    });

  const healed = await heal(proving, start, await attempt("as it is", start), diagnoses, attempt);
  let best = healed.candidate;
  let outcome = healed.outcome;
  const bytesBefore = outcome.healthy ? outcome.bytes : null;

  for (const change of changesOf(best, generated, rules)) {
    const next = change.make(best);
    if (next.dockerfile === best.dockerfile) continue;
    const tried = await heal(proving, next, await attempt(change.title, next), diagnoses, attempt);
    const kept = tried.outcome.healthy && (!outcome.healthy || tried.outcome.bytes <= outcome.bytes);
    const because = !tried.outcome.healthy
      ? `dropped: ${lastLine(tried.outcome.log)}`
      : kept
        ? `kept: builds, healthy, ${megabytes(tried.outcome.bytes)}${outcome.healthy ? ` (was ${megabytes(outcome.bytes)})` : ""}`
        : `dropped: larger, ${megabytes(tried.outcome.bytes)} against ${megabytes(outcome.bytes)}`;
    const diff = unifiedDiff("Dockerfile", best.dockerfile, tried.candidate.dockerfile);
    suggestions.push({ rule: change.rule, title: change.title, diff, kept, because });
    if (!kept) continue;
    best = tried.candidate;
    outcome = tried.outcome;
  }
  return { candidate: best, suggestions, diagnoses, bytesBefore, bytesAfter: outcome.healthy ? outcome.bytes : null };
}

/** Rating and fixing of this service's Dockerfile, with what is known of its folder. */
export interface Rules {
  rate(text: string): RatedFile;
  fixSafe(text: string): string;
  /** Applies the suggested fixes of one rule. */
  fixSuggested(text: string, rule: string): string;
}

interface Change {
  readonly rule: string;
  readonly title: string;
  make(from: Candidate): Candidate;
}

/** What is tried, in order: suggested edits one rule at a time, then the safe ones together, then the multi-stage form. */
function changesOf(start: Candidate, generated: Candidate, rules: Rules): readonly Change[] {
  const changes: Change[] = [];
  const suggested = new Map<string, string>();
  for (const finding of rules.rate(start.dockerfile).findings) {
    if (finding.fix?.kind === "suggested") suggested.set(finding.rule, finding.message);
  }
  for (const [rule, title] of suggested) {
    const make = (from: Candidate): Candidate => ({ ...from, dockerfile: rules.fixSuggested(from.dockerfile, rule) });
    changes.push({ rule, title, make });
  }
  const safe = (from: Candidate): Candidate => ({ ...from, dockerfile: rules.fixSafe(from.dockerfile) });
  changes.push({ rule: "safe", title: "all safe edits together", make: safe });
  changes.push({ rule: "multi-stage", title: "single stage to multi-stage, from the plan", make: () => generated });
  return changes;
}

async function heal(
  proving: Proving,
  candidate: Candidate,
  first: Outcome,
  diagnoses: Diagnosis[],
  attempt: (title: string, candidate: Candidate) => Promise<Outcome>,
): Promise<{ candidate: Candidate; outcome: Outcome }> {
  let outcome = first;
  let current = candidate;
  for (let round = 0; round < MOST_REMEDIES && !outcome.healthy; round++) {
    const [found] = diagnose(allDiagnoses, {
      stage: outcome.stage,
      log: outcome.log,
      facts: proving.facts,
      plan: proving.plan,
      dockerfile: parseDockerfile(current.dockerfile),
      user: outcome.user,
      siblings: proving.neighbours.map((one) => one.plan.service),
    });
    if (found === undefined) break;
    diagnoses.push(found);
    if (found.remedy === null) break;
    const next = { ...current, dockerfile: applyEdits(current.dockerfile, found.remedy.edits) };
    if (next.dockerfile === current.dockerfile) break;
    current = next;
    outcome = await attempt(`remedy: ${found.remedy.says}`, current);
  }
  return { candidate: current, outcome };
}

/** Builds and starts a candidate in a copy of the context, on a network where its neighbours answer. */
async function outcomeOf(proving: Proving, candidate: Candidate, onLine: (line: string) => void): Promise<Outcome> {
  const { trial, finish } = openTrial(proving);
  try {
    onLine("build");
    const image = await trial.build({ name: "candidate", dockerfileText: candidate.dockerfile, files: candidate.files });
    if (!image.ok) {
      return { healthy: false, bytes: 0, user: "", log: image.output.stdout + image.output.stderr, stage: "build" };
    }
    const info = await trial.engine.image(image.tag);
    onLine("start");
    const set = new Set((info?.env ?? []).map((pair) => pair.replace(/=.*/s, "")));
    const unset = proving.plan.upstreams.flatMap((one) => (one.env !== null && set.has(one.env) ? [one.env] : []));
    const running = await trial.start({ image: image.tag, hardened: false, withoutEnv: unset, readySeconds: 40 });
    const log = running.ready ? "" : `${await running.logs()}\n${running.said}`;
    return { healthy: running.ready, bytes: info?.size ?? 0, user: info?.user ?? "", log, stage: "start" };
  } finally {
    await finish();
  }
}

function lastLine(log: string): string {
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  return (lines.findLast((line) => /error|denied|timeout|not /i.test(line)) ?? lines.at(-1) ?? "no log").trim().slice(0, 160);
}
