import type { Trial } from "../../core/ports/trial.ts";
import { type Claim, type Control, fails, holds, listed, type Outcome, skipped } from "../define.ts";
import { brokenWorlds } from "./broken-worlds.ts";
import { look, nameOf, wrongs } from "./look.ts";
import type { Breakage, Check, Expectation, NotSeen, OwnSpec, Seen } from "./spec.ts";
import { variantName, type World, world } from "./world.ts";

/** A claim that a service's own file makes, as one like all others. */
export function ownClaim(spec: OwnSpec): Claim {
  return {
    id: spec.id,
    title: spec.title,
    why: spec.why,
    sources: [],
    since: "0.1.0",
    appliesTo: () => spec.skip ?? true,
    prove: (trial) => judged(spec.checks, world(trial, needsOwn(spec.checks) ? {} : undefined)),
    control: controlOf(spec),
  };
}

/** Whether a check may change the service, so that the container cannot be the one that all claims share. */
function needsOwn(checks: readonly Check[]): boolean {
  return checks.some(
    ({ look: at }) =>
      (at.kind === "http" && !["GET", "HEAD"].includes(at.method)) || (at.kind === "command" && at.where === "service"),
  );
}

const asked = (expect: readonly Expectation[]): readonly string[] => expect.map((one) => one.fact);

/** The checks one after the other: what one does, the next one meets. */
async function judged(checks: readonly Check[], where: World): Promise<Outcome> {
  const wrong: string[] = [];
  let expected = 0;
  for (const check of checks) {
    const seen = await look(where, check.look, asked(check.expect));
    if ("skip" in seen) return skipped(seen.skip);
    wrong.push(...wrongs(seen, check.expect).map((text) => `${nameOf(check.look)}: ${text}`));
    expected += check.expect.length;
  }
  const figures = { checks: checks.length, expectations: expected };
  if (wrong.length > 0) return fails(wrong.slice(0, 3).join("; "), figures);
  return holds(checks.map(saidOf).join("; "), figures);
}

function saidOf({ look: at, expect }: Check): string {
  return `${nameOf(at)}: ${listed(
    expect.map((one) => `${one.fact} ${one.matcher.says}`),
    3,
  )}`;
}

function controlOf(spec: OwnSpec): Claim["control"] {
  const { control, checks } = spec;
  if (control !== null && "none" in control) return control;
  const given = control !== null ? brokenAsSaid(control) : null;
  if (control !== null && given !== null)
    return { broken: given, prove: (trial) => withBreakage(trial, control, checks) };
  const authored = checks.filter((check) => check.wrong !== null);
  if (authored.length > 0) {
    return {
      broken: "an expectation that must not be met",
      prove: (trial) =>
        judged(
          checks.map((check) => ({ ...check, expect: check.wrong ?? check.expect })),
          world(trial, needsOwn(checks) ? {} : undefined),
        ),
    };
  }
  return generic(checks);
}

function brokenAsSaid({ start, dockerfile }: Breakage): string {
  const parts = [
    ...(start.command === undefined ? [] : [`the command replaced by ${start.command.join(" ")}`]),
    ...(start.env === undefined ? [] : Object.entries(start.env).map(([name, value]) => `${name}=${value}`)),
    ...(start.user === undefined ? [] : [`run as user ${start.user}`]),
    ...dockerfile,
  ];
  return parts.join(", ");
}

async function withBreakage(trial: Trial, { start, dockerfile }: Breakage, checks: readonly Check[]): Promise<Outcome> {
  let { image } = trial;
  if (dockerfile.length > 0) {
    const built = await trial.build({
      name: variantName("broken"),
      dockerfileText: `${[`FROM ${image}`, ...dockerfile].join("\n")}\n`,
    });
    if (!built.ok) return skipped(`the broken image did not build: ${built.output.stderr.trim().slice(-200)}`);
    image = built.tag;
  }
  const readySeconds = Math.min(5, trial.limits.readySeconds);
  return judged(checks, world(trial, { ...start, image, readySeconds }, true));
}

/** Each check against something that has not got what it looks for: all of them must fail. */
function generic(checks: readonly Check[]): Control {
  const kinds = [...new Set(checks.map((check) => inItsPlace(check.look.kind)))];
  return {
    broken: kinds.join("; "),
    prove: async (trial) => {
      const failed: string[] = [];
      const without: string[] = [];
      for (const check of checks) {
        const outcome = await brokenCheck(trial, check);
        if (outcome.verdict === "PASS") return outcome;
        (outcome.verdict === "FAIL" ? failed : without).push(`${nameOf(check.look)}: ${outcome.said}`);
      }
      if (failed.length === 0) return skipped(`no control was seen to fail: ${listed(without, 2)}`);
      return fails(listed([...failed, ...without.map((text) => `without control ${text}`)], 3));
    },
  };
}

function inItsPlace(kind: Check["look"]["kind"]): string {
  if (kind === "http") return "a container that answers nothing in the service's place";
  if (kind === "command") return "a program that is not there in the command's place";
  if (kind === "port" || kind === "process")
    return "a container in the service's place whose ports and processes are others";
  return "an image in its place that has not got what is looked for, or has what must not be there";
}

/** FAIL as soon as the check fails somewhere; PASS where it holds everywhere although it must not; SKIPPED where one could not be had. */
async function brokenCheck(trial: Trial, check: Check): Promise<Outcome> {
  let last: Outcome = skipped("nothing is known that would break it");
  let missing: Outcome | null = null;
  for (const broken of brokenWorlds(trial, check)) {
    const seen: Seen | NotSeen = await broken.look();
    if ("skip" in seen) {
      missing ??= skipped(seen.skip);
      continue;
    }
    const wrong = wrongs(seen, check.expect);
    if (wrong.length > 0) return fails(`${broken.what}: ${listed(wrong, 2)}`);
    last = holds(`${broken.what}: still as expected`);
  }
  return missing ?? last;
}
