import type { Upstream } from "../../core/facts.ts";
import type { Fault, Running, Trial } from "../../core/ports/trial.ts";
import type { HttpAnswer } from "../../core/ports/host.ts";
import { defineClaim, fails, holds, type Outcome } from "../define.ts";
import { until } from "../probes.ts";

const faults: readonly Fault[] = ["slow", "hang", "reset", "gone", "wrong"];
/** Seconds that the service may take to see that its upstream is back. */
const recovery = 30;

export default defineClaim({
  id: "upstreams",
  title:
    "With each dependency up, late, slow, hanging, gone or wrong, the service starts, tells its health in time, and recovers",
  why: "Dependencies fail in every way that a network allows; a service that fails with them turns one outage into many.",
  sources: ["https://sre.google/sre-book/addressing-cascading-failures/"],
  since: "0.1.0",
  long: true,
  appliesTo: (_, plan) =>
    plan.health === null
      ? "the service has no health route to ask"
      : counted(plan.upstreams).length > 0 || "the service calls no other service",
  prove: async (trial) => {
    const wrong: string[] = [];
    const said: string[] = [];
    for (const upstream of counted(trial.plan.upstreams)) {
      const found = await withFaults(trial, upstream);
      wrong.push(...found.wrong.map((text) => `${upstream.name} ${text}`));
      said.push(`${upstream.name} ${found.said}`);
    }
    return outcome(wrong, said);
  },
  control: { none: "each fault is the property broken: the claim is its own control" },
});

function outcome(wrong: readonly string[], said: readonly string[]): Outcome {
  return wrong.length > 0 ? fails(wrong.join("; ")) : holds(said.join("; "));
}

/** Those that the service uses: a database that the code can do without is not set up for a proof. */
function counted(upstreams: readonly Upstream[]): readonly Upstream[] {
  return upstreams.filter((one) => one.required || one.kind === "mcp" || one.kind === "http");
}

async function withFaults(trial: Trial, upstream: Upstream): Promise<{ wrong: readonly string[]; said: string }> {
  const wrong: string[] = [];
  const late = await trial.start({ upstreams: { [upstream.name]: "gone" } });
  if (!late.ready)
    return {
      wrong: [
        `not there at the start: the service does not get ready (${late.said.replaceAll(/\s+/g, " ").slice(0, 160)})`,
      ],
      said: "",
    };
  const alone = await health(trial, late);
  if (alone.status === 0) wrong.push(`not there: health gives no answer within ${seconds(trial)} s`);
  const real = trial.hasReal(upstream.name);
  const up = real ? await whileUp(trial, alone) : null;
  // Where nothing real stands behind the name, or health does not speak of it, there is no better answer to wait for.
  const speaks = up !== null;
  await late.setUpstream(upstream.name, null);
  if (speaks && (await until(trial, recovery, async () => alike(up, await health(trial, late)))) === null)
    wrong.push(`there at last: health does not tell within ${recovery} s`);
  for (const fault of faults) {
    await late.setUpstream(upstream.name, fault);
    const answer = await health(trial, late);
    if (answer.status === 0)
      wrong.push(`${fault}: health gives no answer within ${seconds(trial)} s (${answer.error ?? "none"})`);
    else if (
      speaks &&
      fault !== "slow" &&
      (await until(trial, 10, async () => differs(up, await health(trial, late)))) === null
    ) {
      wrong.push(`${fault}: health says the same as when it is up`);
    }
    if ((await trial.engine.container(late.id))?.status !== "running")
      return { wrong: [...wrong, `${fault}: the service ended`], said: "" };
  }
  await late.setUpstream(upstream.name, null);
  if (speaks && (await until(trial, recovery, async () => alike(up, await health(trial, late)))) === null) {
    wrong.push(`back again: health does not recover within ${recovery} s`);
  }
  const told = speaks
    ? "health told the difference each time and recovered"
    : real
      ? "health does not depend on it"
      : "there is no real one in this stack, so what health says when it is up is not known";
  return { wrong, said: `late, ${faults.join(", ")}: it stayed up and answered within ${seconds(trial)} s; ${told}` };
}

/** Time within which the engine wants a health answer. */
function seconds(trial: Trial): number {
  return trial.plan.health?.timeoutSeconds ?? 3;
}

function health(trial: Trial, running: Running): Promise<HttpAnswer> {
  return running.get(trial.plan.health?.route ?? "/", seconds(trial) * 1000);
}

/** The words of an answer: figures, times and identifiers change from one to the next without meaning. */
export function words(answer: HttpAnswer): string {
  return `${answer.status} ${answer.body.replaceAll(/\d[\d.:TZ+-]*/g, "#")}`;
}

/**
 * What health says in the container beside which the upstream always was up, twice in a row as a connection may just be
 * made; null where that is what it says without one, too.
 */
async function whileUp(trial: Trial, alone: HttpAnswer): Promise<HttpAnswer | null> {
  const running = await trial.start();
  if (!running.ready) return null;
  let last = alone;
  const look = async (): Promise<HttpAnswer | null> => {
    const now = await health(trial, running);
    const same = words(now) === words(last);
    last = now;
    return now.status !== 0 && same && words(now) !== words(alone) ? now : null;
  };
  return until(trial, 10, look, 500);
}

function differs(up: HttpAnswer, now: HttpAnswer): true | null {
  return now.status !== 0 && words(now) !== words(up) ? true : null;
}

function alike(up: HttpAnswer, now: HttpAnswer): true | null {
  return words(now) === words(up) ? true : null;
}
