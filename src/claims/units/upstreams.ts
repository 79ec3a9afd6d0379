import type { Upstream } from "../../core/facts.ts";
import type { Fault, Trial } from "../../core/ports/trial.ts";
import { defineClaim, fails, holds, type Outcome } from "../define.ts";
import { alike, differs, health, seconds, whileUp } from "../health-words.ts";
import { until } from "../probes.ts";

const faults: readonly Fault[] = ["slow", "hang", "reset", "gone", "wrong"];
/** Seconds that the service may take to see that its upstream is back, where no limit is set. */
const patience = 30;

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
    const all = counted(trial.plan.upstreams);
    for (const upstream of all) {
      const found = await withFaults(trial, upstream, upstream === all.at(-1));
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

async function withFaults(
  trial: Trial,
  upstream: Upstream,
  last: boolean,
): Promise<{ wrong: readonly string[]; said: string }> {
  const wrong: string[] = [];
  const recovery = trial.limits.recoverySeconds ?? patience;
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
  // Nothing below looks at the shared container.
  if (real && last) await (await trial.start()).remove();
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
    // An answer came from a process that runs.
    if (answer.status === 0 && (await trial.engine.container(late.id))?.status !== "running")
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
