import type { ServicePlan } from "../core/plan.ts";
import type { ServiceFacts } from "../core/facts.ts";

/** A command that replaces the service's own, for controls: `entrypoint` empties the image's so that the command is the process. */
export interface StandInCommand {
  readonly entrypoint?: readonly string[];
  readonly command: readonly string[];
}

type Runtime = "python" | "node" | "shell";

/** What the final image can run a line of program with: static sites have no runtime but the shell of their base. */
function runtimeOf(facts: ServiceFacts, plan: ServicePlan): Runtime {
  const first = `${plan.entrypoint?.[0] ?? ""} ${plan.command[0] ?? ""}`;
  if (facts.stack === "python") return "python";
  return facts.stack === "node" && /\bnode\b/.test(first) ? "node" : "shell";
}

function as(plan: ServicePlan, argv: readonly [string, ...string[]]): StandInCommand {
  const [program, ...rest] = argv;
  return plan.entrypoint === null ? { command: argv } : { entrypoint: [program], command: rest };
}

/** A process that lives and does nothing. */
export function idleCommand(facts: ServiceFacts, plan: ServicePlan): StandInCommand {
  const programs: Readonly<Record<Runtime, readonly [string, ...string[]]>> = {
    python: ["python", "-c", "import time; time.sleep(3600)"],
    node: ["node", "-e", "setTimeout(() => {}, 3600000)"],
    shell: ["sleep", "3600"],
  };
  return as(plan, programs[runtimeOf(facts, plan)]);
}

/** A process that swallows every signal that asks it to stop. */
export function deafCommand(facts: ServiceFacts, plan: ServicePlan): StandInCommand {
  const programs: Readonly<Record<Runtime, readonly [string, ...string[]]>> = {
    python: [
      "python",
      "-c",
      "import signal, time\nfor s in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):\n    signal.signal(s, signal.SIG_IGN)\ntime.sleep(3600)",
    ],
    node: [
      "node",
      "-e",
      "for (const s of ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP']) process.on(s, () => {}); setTimeout(() => {}, 3600000)",
    ],
    shell: ["sh", "-c", "trap '' TERM INT QUIT HUP; while :; do sleep 1; done"],
  };
  return as(plan, programs[runtimeOf(facts, plan)]);
}

/** Whether the service runs under Python or Node. */
export function hasRuntime(facts: ServiceFacts, plan: ServicePlan): boolean {
  return runtimeProgram(facts, plan, { python: "", node: "" }) !== null;
}

/** A program line for the image's own runtime, or null where it has none. */
export function runtimeProgram(
  facts: ServiceFacts,
  plan: ServicePlan,
  programs: { readonly python: string; readonly node: string },
): readonly string[] | null {
  const runtime = runtimeOf(facts, plan);
  if (runtime === "python") return ["python", "-c", programs.python];
  return runtime === "node" ? ["node", "-e", programs.node] : null;
}

/** The exec-form of a health check that always says yes. */
export function yesCommand(facts: ServiceFacts, plan: ServicePlan): readonly string[] {
  return runtimeProgram(facts, plan, { python: "pass", node: "0" }) ?? ["true"];
}

/** The service's command bound to the loopback interface, or null where its text names no address. */
export function loopbackCommand(plan: ServicePlan): StandInCommand | null {
  if (!plan.command.some((part) => part.includes("0.0.0.0"))) return null;
  const command = plan.command.map((part) => part.replaceAll("0.0.0.0", "127.0.0.1"));
  return { command };
}
