import type { HealthTiming } from "../../core/ports/engine.ts";
import type { Running, StartOptions, Trial } from "../../core/ports/trial.ts";
import { defineClaim, fails, holds, type Outcome, skipped } from "../define.ts";
import { freeze, freezeOthers, thaw } from "../look-inside.ts";
import { notReady, until } from "../probes.ts";
import { yesCommand } from "../stand-in-commands.ts";

/** Quicker than the image asks for, so that the proof takes seconds; each check is a process in the container. */
const timing = { intervalSeconds: 1, timeoutSeconds: 2, startPeriodSeconds: 0, retries: 1 } as const;

export default defineClaim({
  id: "health-honest",
  title: "The health check goes green when the service works and red when it does not",
  why: "A health check that cannot go red keeps a dead service in rotation; one that cannot go green keeps a live one out.",
  sources: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  since: "0.1.0",
  ending: "disturbs",
  health: timing,
  appliesTo: (_, plan) => plan.health !== null || "the service has no health check",
  prove: (trial) => watched(trial, undefined),
  control: {
    broken: "a health check that always says yes",
    // Its own time limit is long: on a busy machine even a yes may take seconds, and would then look honest.
    prove: async (trial) => {
      const test = JSON.stringify(yesCommand(trial.facts, trial.plan));
      const built = await trial.build({
        name: "health-always-yes",
        dockerfileText: `FROM ${trial.image}\nHEALTHCHECK --interval=1s --timeout=2s --retries=1 CMD ${test}\n`,
      });
      return built.ok
        ? watched(trial, { image: built.tag, health: { ...timing, timeoutSeconds: 10 } })
        : skipped("the image with the dishonest health check did not build");
    },
  },
});

/** Seconds in which the health check must have changed its mind, twice over for a busy machine. Not each engine keeps the quicker timing. */
function patience(trial: Trial, asked: HealthTiming | undefined): number {
  const { startPeriodSeconds, intervalSeconds, timeoutSeconds, retries } =
    asked === undefined ? (trial.plan.health ?? timing) : { ...timing, ...asked };
  return 2 * (startPeriodSeconds + (intervalSeconds + timeoutSeconds) * retries) + 5;
}

/** Watches the shared container, or one of its own. */
async function watched(trial: Trial, options: StartOptions | undefined): Promise<Outcome> {
  const running = await (options === undefined ? trial.start() : trial.start(options));
  if (!running.ready) return notReady(running);
  const seconds = patience(trial, options?.health);
  const becomes = (wanted: "healthy" | "unhealthy"): Promise<number | null> =>
    awaitHealth(trial, running, wanted, seconds);
  if ((await becomes("healthy")) === null)
    return fails(`it answers, and its health check does not go green: ${await lastCheck(trial, running)}`);
  // Null while it is not known: what is frozen in part is to run on, too.
  let others: number | null = null;
  let red: number | null = null;
  try {
    others = await freeze(trial, running);
    red = await becomes("unhealthy");
    if (red === null && others === 0) {
      others = null;
      others = await freezeOthers(trial, running);
      if (others > 0) red = await becomes("unhealthy");
    }
  } finally {
    await thaw(trial, running, others ?? 1);
  }
  if (red === null) return fails(`frozen for ${seconds} s, it is still called healthy`);
  const again = await becomes("healthy");
  if (again === null)
    return fails(`it runs on after the freeze, and its health check stays red: ${await lastCheck(trial, running)}`);
  return holds(`green, red ${red.toFixed(1)} s after a freeze, green again ${again.toFixed(1)} s after it`, {
    secondsToRed: red,
    secondsToGreenAgain: again,
  });
}

/** Seconds until the engine says so, or null. */
async function awaitHealth(
  trial: Trial,
  running: Running,
  wanted: "healthy" | "unhealthy",
  seconds: number,
): Promise<number | null> {
  const began = trial.clock.now();
  const look = async (): Promise<number | null> => {
    const state = await trial.engine.container(running.id);
    return state?.health === wanted ? (trial.clock.now() - began) / 1000 : null;
  };
  return until(trial, seconds, look, 500);
}

async function lastCheck(trial: Trial, running: Running): Promise<string> {
  const last = (await trial.engine.container(running.id))?.healthLog.at(-1);
  return last === undefined ? "it has not run" : `exit code ${last.exitCode}, ${last.output.trim().slice(0, 200)}`;
}
