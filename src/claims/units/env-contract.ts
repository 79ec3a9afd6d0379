import type { EnvVariable } from "../../core/facts.ts";
import type { Trial } from "../../core/ports/trial.ts";
import { composeService } from "../compose-service.ts";
import { defineClaim, fails, holds, listed, type Outcome } from "../define.ts";
import { notReady } from "../probes.ts";
import { logTail } from "../log-tail.ts";

/** Starts that the claim makes at most: one for each required variable, and one without all the optional ones. */
const mostStarts = 12;
/** Seconds that a service without a required variable is given to say so. */
const patience = 15;

export default defineClaim({
  id: "env-contract",
  title: "Each required variable is documented and missed by name, each optional one can be left out",
  why: "A missing variable that is not named costs an hour at three in the morning; an optional one that is not optional costs the deployment.",
  sources: ["https://12factor.net/config"],
  since: "0.1.0",
  thorough: true,
  appliesTo: (_, plan) => plan.env.length > 0 || "the code reads no environment variable",
  prove: async (trial) => {
    const required = trial.plan.env.filter((one) => one.required);
    const optional = trial.plan.env.filter((one) => !one.required);
    const asked = required.slice(0, mostStarts - 1);
    const wrong = await undocumented(trial, required);
    for (const one of asked) wrong.push(...(await without(trial, one)));
    const bare = await withoutAll(trial, optional);
    if (typeof bare !== "string") return bare;
    if (bare !== "") wrong.push(bare);
    if (wrong.length > 0) return fails(listed(wrong, 3));
    const left = required.length - asked.length;
    return holds(
      [
        required.length === 0
          ? "no variable is required"
          : `${asked.length} required variables, each documented and missed by name${left > 0 ? ` (${left} more were not tried)` : ""}`,
        optional.length === 0 ? "none is optional" : `it gets ready without its ${optional.length} optional ones`,
      ].join("; "),
      { required: required.length, optional: optional.length },
    );
  },
  control: { none: "each missing variable is the property broken: the claim is its own control" },
});

/** Where a compose file speaks of the service, it names what the service cannot do without. */
async function undocumented(trial: Trial, required: readonly EnvVariable[]): Promise<string[]> {
  const service = await composeService(trial);
  if (service === null || service.envFiles.length > 0) return [];
  const named = new Set(service.environment.map((one) => one.name));
  return required.filter((one) => !named.has(one.name)).map((one) => `the compose file does not name ${one.name}`);
}

async function without(trial: Trial, one: EnvVariable): Promise<string[]> {
  const running = await trial.start({ withoutEnv: [one.name], readySeconds: patience });
  const { name } = one;
  if (running.ready) return [`it gets ready without ${name}, which ${one.evidence.file}:${one.evidence.line} requires`];
  // Settings classes name a field in their own casing.
  const log = `${running.said}\n${await running.logs()}`.toLowerCase();
  return log.includes(name.toLowerCase())
    ? []
    : [`without ${name} it fails and does not name it: ${logTail(running.said, 10, 200)}`];
}

/** What is wrong when nothing optional is set; empty where nothing is, an outcome where that cannot be known. */
async function withoutAll(trial: Trial, optional: readonly EnvVariable[]): Promise<string | Outcome> {
  if (optional.length === 0) return "";
  const whole = await trial.start();
  if (!whole.ready) return notReady(whole);
  // An upstream's address is a default of the code's own machine: what it then says of the upstream is another claim's.
  const running = await trial.start({ withoutEnv: optional.map((one) => one.name) });
  return running.ready
    ? ""
    : `with its optional variables left out it does not get ready: ${logTail(running.said, 10, 200)}`;
}
