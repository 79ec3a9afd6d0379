import { SeaworthyError } from "../core/errors/index.ts";
import { labels } from "../core/labels.ts";
import type { ServicePlan } from "../core/plan.ts";
import type { RecordedTest } from "../core/record.ts";
import { testsFor } from "../records/index.ts";
import { upstreamEnvironment, placeholderEnvironment } from "./addresses.ts";
import { type AppService, type Application, withDependencies } from "./application.ts";
import { bounded } from "./evidence.ts";
import { awaitReady } from "./ready.ts";
import type { Removal } from "./removal.ts";
import { type Session, transient } from "./session.ts";

/** What became of the commands that a person would type to see the service work. */
export interface TestRun {
  readonly tests: readonly RecordedTest[];
  /** Why some could not be run, such as a port that is taken; null where all ran. */
  readonly skipped: string | null;
  readonly secondsToReady: number | null;
}

/**
 * Does what a record's `tests:` say, with the names, the network and the port that a person would type: dependencies up,
 * the service started plainly (no hardening), its routes asked from the host. All of it is removed again, beside what
 * comes next: whoever starts something of those names has to wait for that.
 */
export async function runTests(
  session: Session,
  application: Application,
  service: AppService,
  removal: Removal,
): Promise<TestRun> {
  const { plan } = service;
  const commands = testsFor({
    plan,
    facts: service.facts,
    stack: application.stack,
    engine: session.engine.info.kind,
    withDependencies: true,
  });
  const busy = await whyBusy(session, application, service);
  const skipped = (because: string): TestRun => ({
    tests: commands.map((command) => ({ command, verdict: "SKIPPED", exitCode: null, output: because })),
    skipped: because,
    secondsToReady: null,
  });
  const undo: (() => Promise<void>)[] = [];
  const later = (work: () => Promise<void>): void => void undo.push(session.cleanups.add(work));
  if (busy !== null) return skipped(busy);
  let madeNetwork = false;
  try {
    const { network } = application.stack;
    if (!(await session.engine.networkExists(network))) {
      await session.engine.createNetwork(network, transient(session));
      undo.push(session.cleanups.add(() => session.engine.remove("network", network), "last"));
      madeNetwork = true;
    }
    let secondsToReady: number | null = null;
    const outputs = new Map<string, string>();
    for (const one of withDependencies(application, service)) {
      const started = await startPlainly(session, application, one, one === service, later);
      outputs.set(one.plan.service, started.id);
      if (started.problem !== null) {
        const problem = `${one.plan.service} did not get ready: ${started.problem}`;
        return { tests: commands.map((command) => failedTest(command, problem)), skipped: null, secondsToReady: null };
      }
      if (one === service) secondsToReady = started.seconds;
    }
    const tests: RecordedTest[] = [];
    for (const command of commands) tests.push(await resultOf(session, command, outputs));
    return { tests, skipped: null, secondsToReady };
  } catch (error) {
    // Something that answers no HTTP may hold the port, or take the name meanwhile.
    const taken = error instanceof SeaworthyError && (error.code === "port-taken" || error.code === "name-taken");
    if (!taken) throw error;
    return skipped(portOrName(error.code, plan));
  } finally {
    removal.begin(removeAll(madeNetwork ? undo.shift() : undefined, undo));
  }
}

/** Containers first, and side by side; the network was made before them. */
async function removeAll(
  network: (() => Promise<void>) | undefined,
  containers: readonly (() => Promise<void>)[],
): Promise<void> {
  await Promise.all(containers.map((work) => work()));
  await network?.();
}

/** A request that could not be answered, as the service never was; what came before it worked. */
function failedTest(command: string, problem: string): RecordedTest {
  const asks = command.startsWith("curl ");
  return { command, verdict: asks ? "FAIL" : "PASS", exitCode: asks ? 7 : 0, output: asks ? bounded(problem) : "" };
}

async function whyBusy(session: Session, application: Application, service: AppService): Promise<string | null> {
  for (const one of withDependencies(application, service)) {
    const there = await session.engine.container(one.plan.service);
    if (there !== null) return `a container called ${one.plan.service} is there already, and it is left alone`;
  }
  const answer = await session.net.get(`http://127.0.0.1:${service.plan.port}/`, { timeoutMs: 300 });
  return answer.status !== 0 ? `port ${service.plan.port} of this machine is taken by something else` : null;
}

function portOrName(code: string, plan: ServicePlan): string {
  return code === "port-taken"
    ? `port ${plan.port} of this machine is taken by something else`
    : `a container or network that ${plan.service} needs the name of is there already, and it is left alone`;
}

/**
 * Starts a service as a typed `docker run` would, with the addresses of its upstreams, and waits until it is ready or the
 * limit is over; then `problem` says what it did instead.
 */
export async function startPlainly(
  session: Session,
  application: Application,
  service: AppService,
  published: boolean,
  later: (work: () => Promise<void>) => void,
): Promise<{ id: string; seconds: number; problem: string | null }> {
  const { plan } = service;
  const joined = upstreamEnvironment(
    plan,
    application.services.map((one) => one.plan),
  );
  const began = session.clock.now();
  // The name is anyone's: by the label it is told whose container it is.
  later(async () => {
    const there = await session.engine.container(plan.service);
    if (there?.labels[labels.run] === session.id) await session.engine.remove("container", plan.service);
  });
  const id = await session.engine.run({
    image: `${plan.image}:latest`,
    name: plan.service,
    network: application.stack.network,
    env: { ...placeholderEnvironment(plan, joined), ...joined },
    publish: { [plan.port]: published ? plan.port : 0 },
    publishAddress: published ? "0.0.0.0" : "127.0.0.1",
    labels: transient(session),
  });
  const state = await session.engine.container(plan.service);
  const url = `http://127.0.0.1:${state?.ports[plan.port] ?? plan.port}${plan.health?.route ?? "/"}`;
  const outcome = await awaitReady(session, plan.service, url, 30_000);
  const problem = outcome.ready ? null : outcome.said;
  return { id, seconds: (session.clock.now() - began) / 1000, problem };
}

/** Requests are made now; builds and starts were made by the steps before, and are told with what they answered. */
async function resultOf(session: Session, command: string, ids: ReadonlyMap<string, string>): Promise<RecordedTest> {
  const url = /^curl (\S+)$/.exec(command)?.[1];
  if (url === undefined) {
    const name = / --name (\S+)/.exec(command)?.[1] ?? "";
    return { command, verdict: "PASS", exitCode: 0, output: ids.get(name) ?? "" };
  }
  const answer = await session.net.get(url.replace("//localhost", "//127.0.0.1"), { timeoutMs: 5000 });
  const ok = answer.error === null && answer.status >= 200 && answer.status < 400;
  return {
    command,
    verdict: ok ? "PASS" : "FAIL",
    exitCode: answer.error === null ? 0 : 7,
    output: bounded(answer.error ?? answer.body),
  };
}
