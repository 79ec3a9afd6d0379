import type { StartOptions, Trial } from "../../core/ports/trial.ts";
import { always, defineClaim, fails, holds, listed, type Outcome } from "../define.ts";
import { type ContainerProcess, insideOf, processesOf } from "../look-inside.ts";
import { notReady } from "../probes.ts";
import { idleCommand } from "../stand-in-commands.ts";

export default defineClaim({
  id: "non-root",
  title: "No process is root, holds a capability, or can gain privileges",
  why: "What a break-in can do begins with what the process may do; the kernel, not the Dockerfile, says what that is.",
  sources: [
    "https://docs.docker.com/engine/security/",
    "https://www.kernel.org/doc/html/latest/userspace-api/no_new_privs.html",
  ],
  since: "0.1.0",
  appliesTo: always,
  prove: async (trial) => {
    const declared = (await trial.engine.image(trial.image))?.user ?? "";
    if (!/^\d+(?::\d+)?$/.test(declared) || /^0+(?::|$)/.test(declared))
      return fails(`USER ${declared === "" ? "is not set" : declared} is not the number of a user other than root`);
    const running = await trial.start();
    if (!running.ready) return notReady(running);
    return judge((await insideOf(trial, running)).processes);
  },
  control: {
    broken: "the same image run as user 0",
    prove: (trial) => idleAs(trial, { user: "0:0" }),
  },
});

async function idleAs(trial: Trial, options: StartOptions): Promise<Outcome> {
  const running = await trial.start({ ...idleCommand(trial.facts, trial.plan), ...options, wait: false });
  return judge(await processesOf(trial, running));
}

export function judge(processes: readonly ContainerProcess[]): Outcome {
  const wrong = processes.flatMap((process) => {
    const called = `${process.name} (pid ${process.pid})`;
    return [
      ...(process.uids.includes(0) ? [`${called} has uid 0`] : []),
      ...(/^0+$/.test(process.capabilities) ? [] : [`${called} has capabilities ${process.capabilities}`]),
      ...(process.noNewPrivileges ? [] : [`${called} could gain privileges`]),
    ];
  });
  if (processes.length === 0) return fails("no process was seen");
  if (wrong.length > 0) return fails(listed(wrong));
  const uids = [...new Set(processes.flatMap((process) => process.uids))].join(", ");
  return holds(
    `${processes.length} process${processes.length === 1 ? "" : "es"}, uid ${uids}, no capabilities, no new privileges`,
    { processes: processes.length },
  );
}
