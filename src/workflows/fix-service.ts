import type { Diagnosis } from "../core/diagnosis.ts";
import { applyEdits } from "../core/edit.ts";
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

/** Bytes by which an image may grow and still count as not larger: a directory entry, a line of configuration. */
const TOLERANCE = 100_000;

/**
 * Heals and improves a service's Dockerfile. A change is kept only if the image then builds, gets healthy and is not
 * larger than before the change; a change that fails in a way that a diagnosis explains gets its remedy and another try.
 * Rules' edits are tried together first, for one build proves them all; where that fails, one rule at a time.
 */
export async function fixService(
  proving: Proving,
  steps: Steps,
  start: Candidate,
  generated: Candidate,
  rules: Rules,
): Promise<FixedService> {
  const fixing = new Fixing(proving, steps);
  let best = await fixing.heal(start, await fixing.attempt("as it is", start));
  const bytesBefore = best.outcome.healthy ? best.outcome.bytes : null;
  if (best.outcome.healthy && isRoot(best.outcome.user)) best = await fixing.withoutRoot(best);

  const together = rules.fixAll(best.candidate.dockerfile);
  const all = await fixing.change(best, "rules", `${together.applied.length} edits of rules together`, {
    ...best.candidate,
    dockerfile: together.text,
  });
  for (const one of together.applied) {
    if (all.kept)
      fixing.suggestions.push({
        rule: one.rule,
        title: one.message,
        diff: "",
        kept: true,
        because: "kept: proved together with the others",
      });
  }
  best = all.best;
  if (!all.kept) {
    for (const rule of new Set(together.applied.map((one) => one.rule))) {
      const next = { ...best.candidate, dockerfile: rules.fixRule(best.candidate.dockerfile, rule) };
      best = (await fixing.change(best, rule, together.applied.find((one) => one.rule === rule)?.message ?? rule, next))
        .best;
    }
  }
  best = (await fixing.change(best, "multi-stage", "single stage to multi-stage, from the plan", generated)).best;
  const { suggestions, diagnoses } = fixing;
  return {
    candidate: best.candidate,
    suggestions,
    diagnoses,
    bytesBefore,
    bytesAfter: best.outcome.healthy ? best.outcome.bytes : null,
  };
}

function isRoot(user: string): boolean {
  return /^(?:|0|root)(?::.*)?$/.test(user);
}

interface Tried {
  readonly candidate: Candidate;
  readonly outcome: Outcome;
}

/** The attempts of one service, with what was met on the way. */
class Fixing {
  readonly suggestions: Suggestion[] = [];
  readonly diagnoses: Diagnosis[] = [];
  private readonly proving: Proving;
  private readonly steps: Steps;

  constructor(proving: Proving, steps: Steps) {
    this.proving = proving;
    this.steps = steps;
  }

  /** Builds and starts a candidate, as its image's user or as another. */
  attempt(title: string, candidate: Candidate, user?: string): Promise<Outcome> {
    return this.steps.step("fix", this.proving.plan.service, title, async (onLine) => {
      const value = await outcomeOf(this.proving, candidate, onLine, user);
      const said = value.healthy
        ? `${title}: healthy, ${megabytes(value.bytes)}`
        : `${title}: ${tellingLine(value.log)}`;
      return { value, said, outcome: value.healthy ? "done" : "failed" };
    });
  }

  /** Applies remedies until the candidate is healthy or none is known. */
  async heal(candidate: Candidate, first: Outcome, user?: string): Promise<Tried> {
    let outcome = first;
    let current = candidate;
    for (let round = 0; round < MOST_REMEDIES && !outcome.healthy; round++) {
      const [found] = diagnose(allDiagnoses, {
        stage: outcome.stage,
        log: outcome.log,
        facts: this.proving.facts,
        plan: this.proving.plan,
        dockerfile: parseDockerfile(current.dockerfile),
        user: user ?? outcome.user,
        siblings: this.proving.neighbours.map((one) => one.plan.service),
      });
      if (found === undefined) break;
      this.diagnoses.push(found);
      if (found.remedy === null) break;
      const next = { ...current, dockerfile: applyEdits(current.dockerfile, found.remedy.edits) };
      if (next.dockerfile === current.dockerfile) break;
      current = next;
      outcome = await this.attempt(`remedy: ${found.remedy.says}`, current, user);
    }
    return { candidate: current, outcome };
  }

  /** Starts a root image as a user that is not, which is how it should run, and mends what that uncovers. */
  async withoutRoot(best: Tried): Promise<Tried> {
    const user = `${this.proving.plan.user.uid}:${this.proving.plan.user.gid}`;
    const tried = await this.heal(
      best.candidate,
      await this.attempt(`as uid ${user}, not root`, best.candidate, user),
      user,
    );
    const changed = tried.candidate.dockerfile !== best.candidate.dockerfile;
    return tried.outcome.healthy && changed ? tried : best;
  }

  /** Tries one change and keeps it or not. */
  async change(best: Tried, rule: string, title: string, next: Candidate): Promise<{ best: Tried; kept: boolean }> {
    if (next.dockerfile === best.candidate.dockerfile) return { best, kept: false };
    const tried = await this.heal(next, await this.attempt(title, next));
    const { outcome } = tried;
    const kept = outcome.healthy && (!best.outcome.healthy || outcome.bytes <= best.outcome.bytes + TOLERANCE);
    const was = best.outcome.healthy ? ` (was ${megabytes(best.outcome.bytes)})` : "";
    const because = !outcome.healthy
      ? `dropped: ${tellingLine(outcome.log)}`
      : `${kept ? "kept: builds, healthy," : "dropped: larger,"} ${megabytes(outcome.bytes)}${was}`;
    const diff = unifiedDiff("Dockerfile", best.candidate.dockerfile, tried.candidate.dockerfile);
    this.suggestions.push({ rule, title, diff, kept, because });
    return { best: kept ? tried : best, kept };
  }
}

/** Fixing of this service's Dockerfile by rules, with what is known of its folder. */
export interface Rules {
  /** Applies every fix, the suggested ones too. */
  fixAll(text: string): {
    readonly text: string;
    readonly applied: readonly { readonly rule: string; readonly message: string }[];
  };
  fixRule(text: string, rule: string): string;
}

/** Builds and starts a candidate in a copy of the context, on a network where its neighbours answer. */
async function outcomeOf(
  proving: Proving,
  candidate: Candidate,
  onLine: (line: string) => void,
  user?: string,
): Promise<Outcome> {
  const { trial, finish } = openTrial(proving);
  try {
    onLine("build");
    const image = await trial.build({
      name: "candidate",
      dockerfileText: candidate.dockerfile,
      files: candidate.files,
    });
    if (!image.ok) {
      return { healthy: false, bytes: 0, user: "", log: image.output.stdout + image.output.stderr, stage: "build" };
    }
    const info = await trial.engine.image(image.tag);
    onLine("start");
    const set = new Set((info?.env ?? []).map((pair) => pair.replace(/=.*/s, "")));
    const unset = proving.plan.upstreams.flatMap((one) => (one.env !== null && set.has(one.env) ? [one.env] : []));
    const running = await trial.start({
      image: image.tag,
      hardened: false,
      withoutEnv: unset,
      readySeconds: 40,
      ...(user === undefined ? {} : { user }),
    });
    const log = running.ready ? "" : `${await running.logs()}\n${running.said}`;
    return { healthy: running.ready, bytes: info?.size ?? 0, user: info?.user ?? "", log, stage: "start" };
  } finally {
    await finish();
  }
}

function tellingLine(log: string): string {
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  return (lines.findLast((line) => /error|denied|timeout|not /i.test(line)) ?? lines.at(-1) ?? "no log")
    .trim()
    .slice(0, 160);
}
