import type { StartOptions, Trial } from "../../core/ports/trial.ts";
import { always, defineClaim, fails, holds, type Outcome, skipped } from "../define.ts";
import { notReady } from "../probes.ts";
import { deafCommand } from "../stand-in-commands.ts";

export default defineClaim({
  id: "stops",
  title: "It stops on SIGTERM within the grace period",
  why: "A process that ignores the stop signal is killed with its requests and its data half written, at every deployment.",
  sources: ["https://docs.docker.com/reference/cli/docker/container/stop/"],
  since: "0.1.0",
  ending: "ends",
  appliesTo: always,
  prove: (trial) => stopped(trial, undefined, trial.limits.stopSeconds),
  control: {
    broken: "a first process that swallows the signal",
    prove: (trial) => stopped(trial, { ...deafCommand(trial.facts, trial.plan), wait: false }, 2),
  },
});

async function stopped(trial: Trial, options: StartOptions | undefined, grace: number): Promise<Outcome> {
  const running = await trial.start(options);
  if (options?.wait === false) {
    // Time for the program to install its handlers.
    await trial.clock.sleep(1000, trial.signal);
    const state = await trial.engine.container(running.id);
    if (state?.status !== "running") return skipped("the deaf process ended by itself");
  } else if (!running.ready) return notReady(running);
  const output = await trial.engine.stop(running.id, grace);
  const code = (await trial.engine.container(running.id))?.exitCode ?? null;
  const seconds = output.seconds;
  if (code === 137) return fails(`had to be killed after ${grace} s (exit code 137)`, { seconds });
  if (code !== 0 && code !== 143)
    return fails(`stopped in ${seconds.toFixed(1)} s with exit code ${code ?? "unknown"} instead of 0 or 143`, {
      seconds,
    });
  return holds(`stopped in ${seconds.toFixed(1)} s with exit code ${code} (grace ${grace} s)`, { seconds });
}
