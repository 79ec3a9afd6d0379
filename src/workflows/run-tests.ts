import { safeRoutes } from "../claims/index.ts";
import { SeaworthyError } from "../core/errors/index.ts";
import { labels } from "../core/labels.ts";
import type { ServicePlan } from "../core/plan.ts";
import type { RecordedTest } from "../core/record.ts";
import { testsFor } from "../records/index.ts";
import { upstreamEnvironment, placeholderEnvironment } from "./addresses.ts";
import { type AppService, type Application, withDependencies } from "./application.ts";
import { bounded } from "./evidence.ts";
import { notedGet } from "./noted-get.ts";
import { awaitReady } from "./ready.ts";
import { type Session, transient } from "./session.ts";
import { sharedWork } from "./shared-work.ts";
import type { Stood } from "./trial.ts";

/** Milliseconds in which a service gets ready: on a machine of its own, and beside a build with no cache. */
const alone = 30_000;
const beside = 60_000;

/** What became of the commands that a person would type to see the service work. */
export interface TestRun {
  readonly tests: readonly RecordedTest[];
  /** Why some could not be run, such as a port that is taken; null where all ran. */
  readonly skipped: string | null;
  readonly secondsToReady: number | null;
  /** What is left of it for the claims; null where the service did not get ready. */
  readonly stood: Stood | null;
}

/**
 * Does what a record's `tests:` say, with the names, the network and the port that a person would type: dependencies up,
 * the service started plainly (no hardening), its routes asked from the host. The service is removed again, beside what
 * comes next: whoever starts something of its name has to wait for that. What it needs stays until the session's next
 * clean-up where the service got ready and the network is the run's own, else it goes too.
 */
export async function runTests(session: Session, application: Application, service: AppService): Promise<TestRun> {
  const { plan } = service;
  await session.cleanups.settled();
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
    stood: null,
  });
  const undo: (() => Promise<void>)[] = [];
  const later = (work: () => Promise<void>): void => void undo.push(session.cleanups.add(work));
  if (busy !== null) return skipped(busy);
  let madeNetwork = false;
  let stays = false;
  /** The service is removed when what it wrote is listed. */
  let listed: Promise<unknown> = Promise.resolve();
  const laterListed = (work: () => Promise<void>): void => later(() => listed.then(work));
  try {
    const { network } = application.stack;
    if (!(await session.engine.networkExists(network))) {
      await session.engine.createNetwork(network, transient(session));
      undo.push(session.cleanups.add(() => session.engine.remove("network", network), "last"));
      madeNetwork = true;
    }
    const failed = (one: AppService, said: string): TestRun => {
      const problem = `${one.plan.service} did not get ready: ${said}`;
      const tests = commands.map((command) => failedTest(command, problem));
      return { tests, skipped: null, secondsToReady: null, stood: null };
    };
    const outputs = new Map<string, string>();
    const needed = withDependencies(application, service).filter((one) => one !== service);
    for (const one of needed) {
      const started = await startPlainly(session, application, one, false, later, beside);
      outputs.set(one.plan.service, started.id);
      if (started.problem !== null) return failed(one, started.problem);
    }
    const start = sharedWork(() => startPlainly(session, application, service, true, laterListed, beside));
    const started = await start();
    outputs.set(plan.service, started.id);
    if (started.problem !== null) return failed(service, started.problem);
    const tests: RecordedTest[] = [];
    for (const command of commands) tests.push(await resultOf(session, command, outputs));
    const writes = sharedWork(async () => {
      await start();
      for (const route of safeRoutes(service.facts, plan)) await notedGet(session, started.url + route);
      return session.engine.changes(plan.service);
    });
    // Beside what comes next; what fails is told where the answer is asked for.
    listed = writes().catch(() => {});
    // Elsewhere what the service needs goes with it, and not before it is asked.
    if (!madeNetwork) await listed;
    stays = madeNetwork;
    const services = needed.map((one) => one.plan.service);
    const stood = { network: madeNetwork ? { name: network, services } : null, writes };
    return { tests, skipped: null, secondsToReady: started.seconds, stood };
  } catch (error) {
    // Something that answers no HTTP may hold the port, or take the name meanwhile.
    const taken = error instanceof SeaworthyError && (error.code === "port-taken" || error.code === "name-taken");
    if (!taken) throw error;
    return skipped(portOrName(error.code, plan));
  } finally {
    // The service was started last.
    session.cleanups.begin(stays ? undo.slice(-1) : undo);
  }
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
  limit = alone,
): Promise<{ id: string; url: string; seconds: number; problem: string | null }> {
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
  const url = `http://127.0.0.1:${state?.ports[plan.port] ?? plan.port}`;
  const outcome = await awaitReady(session, plan.service, url + (plan.health?.route ?? "/"), limit);
  const problem = outcome.ready ? null : outcome.said;
  return { id, url, seconds: (session.clock.now() - began) / 1000, problem };
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
