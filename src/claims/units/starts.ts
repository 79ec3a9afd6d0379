import type { Trial } from "../../core/ports/trial.ts";
import { always, defineClaim, fails, holds, type Outcome, skipped } from "../define.ts";
import { idleCommand } from "../stand-in-commands.ts";

export default defineClaim({
  id: "starts",
  title: "The service is ready within the limit",
  why: "An image that builds and does not start is worth nothing, and nobody sees it before it is deployed.",
  sources: ["https://docs.docker.com/reference/dockerfile/#cmd"],
  since: "0.1.0",
  appliesTo: always,
  prove: async (trial) => {
    const running = await trial.start();
    if (!running.ready) return fails(`not ready: ${oneLine(running.said)}`);
    return holds(`ready in ${running.secondsToReady.toFixed(1)} s (limit ${trial.limits.readySeconds} s)`, {
      secondsToReady: running.secondsToReady,
    });
  },
  control: {
    broken: "the command replaced by one that only sleeps",
    prove: async (trial) => sleeping(trial),
  },
});

async function sleeping(trial: Trial): Promise<Outcome> {
  const running = await trial.start({
    ...idleCommand(trial.facts, trial.plan),
    readySeconds: Math.min(3, trial.limits.readySeconds),
  });
  const state = await trial.engine.container(running.id);
  if (state?.status !== "running") return skipped(`the sleeping process ended by itself: ${oneLine(running.said)}`);
  return running.ready
    ? holds("a sleeping process was taken for a ready service")
    : fails(`a sleeping process is not ready: ${oneLine(running.said)}`);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").slice(0, 300);
}
