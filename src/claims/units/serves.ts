import type { Trial } from "../../core/ports/trial.ts";
import { always, defineClaim, fails, holds, listed, type Outcome } from "../define.ts";
import { drive, notReady, safeRoutes } from "../probes.ts";
import { loopbackCommand } from "../stand-in-commands.ts";

export default defineClaim({
  id: "serves",
  title: "Every safe route answers, from the host and from a sibling container",
  why: "A service bound to the loopback interface, or one whose routes need something that the image lacks, looks well from within.",
  sources: ["https://docs.docker.com/engine/network/drivers/bridge/"],
  since: "0.1.0",
  appliesTo: always,
  prove: (trial) => served(trial, safeRoutes(trial.facts, trial.plan)),
  control: {
    broken: "a route that does not exist, and the listener bound to 127.0.0.1",
    prove: async (trial) => {
      const missing = await served(trial, ["/assets/seaworthy-no-such-file.js"]);
      if (missing.verdict !== "FAIL") return missing;
      const loopback = await onLoopback(trial);
      if (loopback?.verdict === "PASS") return loopback;
      return fails([missing.said, loopback?.said].filter((said) => said !== undefined).join("; "));
    },
  },
});

async function served(trial: Trial, routes: readonly string[]): Promise<Outcome> {
  const running = await trial.start();
  if (!running.ready) return notReady(running);
  const host = await drive(trial, running, routes, "host");
  const sibling = await drive(trial, running, routes, "sibling");
  const wrong = [...host.map((text) => `from the host ${text}`), ...sibling.map((text) => `from a sibling ${text}`)];
  if (wrong.length > 0) return fails(listed(wrong));
  return holds(
    `${routes.length} of ${routes.length} routes answer from the host and at ${running.siblingUrl}: ${listed(routes)}`,
    { routes: routes.length },
  );
}

/** Null where the command names no address, so that there is nothing to break. */
async function onLoopback(trial: Trial): Promise<Outcome | null> {
  const command = loopbackCommand(trial.plan);
  if (command === null) return null;
  const running = await trial.start({ ...command, readySeconds: 4 });
  const state = await trial.engine.container(running.id);
  if (state?.status !== "running") return null;
  const [answer] = await running.getFromSibling([trial.plan.health?.route ?? "/"]);
  return answer === undefined || answer.status === 0
    ? fails(`bound to 127.0.0.1, a sibling gets no answer (${answer?.error ?? "none"})`)
    : holds(`bound to 127.0.0.1, a sibling was still answered ${answer.status}`);
}
