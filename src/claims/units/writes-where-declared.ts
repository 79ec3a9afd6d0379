import type { ServicePlan } from "../../core/plan.ts";
import type { ChangedPath } from "../../core/ports/engine.ts";
import type { StartOptions, Trial } from "../../core/ports/trial.ts";
import { always, defineClaim, fails, holds, listed, type Outcome, skipped } from "../define.ts";
import { drive, notReady, safeRoutes } from "../probes.ts";
import { runtimeProgram } from "../stand-in-commands.ts";

export default defineClaim({
  id: "writes-where-declared",
  title: "Nothing is written outside the declared paths",
  why: "What is written into the container is lost with it, and a root file system that can stay read-only is one that a break-in cannot change.",
  sources: ["https://docs.docker.com/reference/cli/docker/container/run/#read-only"],
  since: "0.1.0",
  long: true,
  appliesTo: always,
  prove: (trial) => written(trial, declaredPaths(trial.plan), {}),
  control: {
    broken: "one declared path left out, or a file written where none is declared",
    prove: undeclared,
  },
});

function declaredPaths(plan: ServicePlan): readonly string[] {
  return plan.writable.map((one) => absolute(plan, one.path));
}

function absolute(plan: ServicePlan, path: string): string {
  return path.startsWith("/") ? path : `${plan.workdir.replace(/\/$/, "")}/${path}`;
}

/** Runs hardened, where any other write fails, and once writable, where the engine lists what was written. */
async function written(trial: Trial, declared: readonly string[], options: StartOptions): Promise<Outcome> {
  const routes = safeRoutes(trial.facts, trial.plan);
  // Where nothing is changed, the container that all claims look at will do.
  const hardened = await (options.withoutWritable === undefined ? trial.start() : trial.start(options));
  if (!hardened.ready)
    return options.withoutWritable === undefined
      ? notReady(hardened)
      : fails(`it does not get ready: ${hardened.said.replaceAll(/\s+/g, " ").slice(0, 240)}`);
  const wrong = await drive(trial, hardened, routes);
  if (wrong.length > 0) return fails(`with a read-only root ${listed(wrong)}`);
  const writes = await writesOf(trial, null);
  if (writes === null) return skipped("the run with a writable root does not get ready");
  const stray = writes.filter((path) => !declared.some((folder) => within(path, folder)));
  if (stray.length > 0) return fails(`written outside the declared paths: ${listed(stray)}`);
  const where =
    declared.length === 0
      ? "nothing is declared and nothing was written"
      : writes.length === 0
        ? `nothing was written; declared are ${listed(declared)}`
        : `${writes.length} path${writes.length === 1 ? "" : "s"} written, all below ${listed(declared)}`;
  return holds(`works with a read-only root; ${where}`, { writes: writes.length });
}

/** The files and folders that a run with a writable root leaves; null where it did not get ready. */
async function writesOf(trial: Trial, writer: readonly string[] | null): Promise<readonly string[] | null> {
  const changes = (writer === null ? await trial.plainWrites() : null) ?? (await changesOf(trial, writer));
  if (changes === null) return null;
  // A folder counts as changed because something in it was added; that something is listed itself.
  const isParent = (path: string): boolean => changes.some((other) => other.path.startsWith(`${path}/`));
  return changes.filter((change) => !isParent(change.path)).map((change) => change.path);
}

async function changesOf(trial: Trial, writer: readonly string[] | null): Promise<readonly ChangedPath[] | null> {
  const running = await trial.start({ hardened: false });
  if (!running.ready) return null;
  await drive(trial, running, safeRoutes(trial.facts, trial.plan));
  if (writer !== null) await running.exec(writer);
  return trial.engine.changes(running.id);
}

function within(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder.replace(/\/$/, "")}/`);
}

async function undeclared(trial: Trial): Promise<Outcome> {
  const whole = await trial.start();
  if (!whole.ready) return notReady(whole);
  const readySeconds = Math.max(5, 4 * whole.secondsToReady);
  const paths = [...trial.plan.writable].sort((a, b) => Number(b.lasting) - Number(a.lasting));
  for (const { path } of paths) {
    const rest = declaredPaths(trial.plan).filter((one) => one !== absolute(trial.plan, path));
    const outcome = await written(trial, rest, { withoutWritable: [path], readySeconds });
    if (outcome.verdict === "FAIL") return fails(`without ${path}: ${outcome.said}`);
  }
  return planted(trial);
}

/** A service that writes nothing cannot miss a path: so something is written for it. */
async function planted(trial: Trial): Promise<Outcome> {
  const path = "/tmp/seaworthy-planted";
  const argv = runtimeProgram(trial.facts, trial.plan, {
    python: `open(${JSON.stringify(path)}, "w").close()`,
    node: `require("node:fs").writeFileSync(${JSON.stringify(path)}, "")`,
  }) ?? ["touch", path];
  const writes = await writesOf(trial, argv);
  if (writes === null) return skipped("the run with a writable root does not get ready");
  return writes.includes(path)
    ? fails(`the planted ${path} is reported`)
    : holds(`the planted ${path} is not reported`);
}
