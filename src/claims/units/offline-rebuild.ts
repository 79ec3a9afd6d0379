import type { Stage, Step } from "../../core/plan.ts";
import type { Trial } from "../../core/ports/trial.ts";
import { changedSource } from "../changed-source.ts";
import { always, defineClaim, fails, holds, type Outcome, skipped } from "../define.ts";
import { logTail } from "../log-tail.ts";

export default defineClaim({
  id: "offline-rebuild",
  title: "With a warm cache a changed source builds without a network",
  why: "A rebuild that asks a registry for what it has already fails with the registry, in the hour when a fix must go out.",
  sources: ["https://docs.docker.com/build/cache/optimize/"],
  since: "0.1.0",
  apart: true,
  thorough: true,
  appliesTo: always,
  prove: async (trial) => {
    const change = await changedSource(trial);
    if (change === null) return skipped("no source file was found to change");
    // Every step anew: a builder short of room drops what is mounted first, and keeps the layers that were made with it.
    const warm = await trial.build({ name: "warm", noCache: true });
    if (!warm.ok) return skipped(`the build with a network fails: ${logTail(warm.output.stderr, 3, 240)}`);
    const built = await trial.build({
      name: "offline",
      network: "none",
      files: { [change.file]: change.after },
    });
    const { seconds } = built.output;
    if (built.ok)
      return holds(`built in ${seconds.toFixed(1)} s with --network none after a change of ${change.file}`, {
        seconds,
      });
    if (!(await keepsMounts(trial)))
      return skipped(
        "the builder drops its mounted caches between two builds, as one does that is short of room: nothing can be warm. Give it room (docker builder prune) and prove again.",
      );
    return fails(
      `with --network none the build fails after a change of ${change.file}: ${logTail(built.output.stderr, 3, 240)}`,
    );
  },
  control: { broken: "no cache, and none mounted", prove: cold },
});

/** Milliseconds after a build within which a builder looks for room. */
const tidying = 3000;

/** Whether what one build writes into the service's mounted caches is there in the next. */
async function keepsMounts(trial: Trial): Promise<boolean> {
  const from = trial.plan.singleStage[0]?.from;
  const all = trial.plan.stages.flatMap((stage) =>
    stage.steps.flatMap((step) => (step.kind === "run" ? (step.mounts ?? []) : [])),
  );
  const targets = [...new Set(all.flatMap((mount) => (mount.type === "cache" ? [mount.target] : [])))];
  if (from === undefined || targets.length === 0) return true;
  const mounts = targets.map((target) => `--mount=type=cache,target=${target}`).join(" ");
  // A name of its own lets both steps run: docker 20.10 gives a build without a cache mounts of its own, too.
  const mark = `.seaworthy-${trial.clock.date().getTime()}`;
  const marks = targets.map((target) => `${target}/${mark}`).join(" ");
  const step = (name: string, command: string): ReturnType<Trial["build"]> =>
    trial.build({ name, dockerfileText: `FROM ${from}\nRUN ${mounts} ${command} ${marks}\n` });
  if (!(await step("cache-marked", "touch")).ok) return true;
  await trial.clock.sleep(tidying, trial.signal);
  return (await step("cache-kept", "rm")).ok;
}

/** What is downloaded can come from nowhere: no step is cached, and no package manager's cache is mounted. */
async function cold(trial: Trial): Promise<Outcome> {
  const stages = trial.plan.stages.map((stage): Stage => ({ ...stage, steps: stage.steps.map(unmounted) }));
  if (!stages.some((stage) => stage.steps.some((step) => step.kind === "run"))) {
    return skipped("the build runs no command that could miss a network");
  }
  const built = await trial.build({ name: "offline-cold", network: "none", noCache: true, stages });
  if (built.ok) {
    const mounts = trial.plan.stages.some((stage) => stage.steps.some(mounted));
    return mounts
      ? holds("it builds without cache and network, though it mounts a cache for what it downloads")
      : skipped("it builds without cache and network: it downloads nothing at all");
  }
  return fails(`without a cache it needs the network: ${logTail(built.output.stderr + built.output.stdout, 3, 240)}`);
}

function mounted(step: Step): boolean {
  return step.kind === "run" && step.mounts?.some((mount) => mount.type === "cache") === true;
}

function unmounted(step: Step): Step {
  return step.kind === "run" && step.mounts !== undefined
    ? { ...step, mounts: step.mounts.filter((mount) => mount.type !== "cache") }
    : step;
}
