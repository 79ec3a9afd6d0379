import { SeaworthyError } from "../core/errors/index.ts";
import { labels } from "../core/labels.ts";
import type { DownOptions, DownResult, Run, RunningService, UpOptions, UpResult } from "../core/ports/workflows.ts";
import { placeholderEnvironment, upstreamEnvironment } from "./addresses.ts";
import { type AppService, type Application, loadApplication, withDependencies } from "./application.ts";
import { buildService, ensureBases } from "./build.ts";
import type { Context } from "./context.ts";
import { containerPath, hardening } from "./hardening.ts";
import { withSession } from "./open-session.ts";
import { awaitReady } from "./ready.ts";
import type { Session } from "./session.ts";
import { Steps } from "./steps.ts";

/** Starts what was asked for with what it needs, dependencies first, each one ready before the next. It stays until `down`. */
export async function up(context: Context, options: UpOptions, run: Run): Promise<UpResult> {
  const application = await loadApplication(context, options.path);
  const steps = new Steps(context, run);
  return withSession(context, run, (session) => startStack(context, session, steps, application, options.rebuild));
}

export async function startStack(
  context: Context,
  session: Session,
  steps: Steps,
  application: Application,
  rebuild: boolean,
): Promise<UpResult> {
  const needed = [...new Set(application.asked.flatMap((service) => withDependencies(application, service)))];
  const missing: AppService[] = [];
  for (const service of needed) {
    if (rebuild || (await session.engine.image(`${service.plan.image}:latest`)) === null) missing.push(service);
  }
  if (missing.length > 0) await ensureBases(context, session, steps, missing);
  for (const service of missing) await buildService(context, session, steps, service, { tag: null, noCache: false });
  const { network } = application.stack;
  const services: RunningService[] = [];
  const finished = await context.noteUnfinished(session.id);
  try {
    if (!(await session.engine.networkExists(network))) {
      await session.engine.createNetwork(network, kept(session, network, ""));
    }
    for (const service of needed) services.push(await startService(session, steps, application, service));
    steps.run.signal.throwIfAborted();
  } catch (error) {
    await removeStarted(session, network);
    throw error;
  } finally {
    finished();
  }
  return { network, services };
}

/** A stack that did not come up whole is taken away again, but for what an earlier `up` started. */
async function removeStarted(session: Session, network: string): Promise<void> {
  for (const kind of ["container", "network", "volume"] as const) {
    for (const one of await session.engine.list(kind, { [labels.run]: session.id, [labels.stack]: network })) {
      await session.engine.remove(kind, one.name);
    }
  }
}

function kept(session: Session, stack: string, service: string): Record<string, string> {
  const own = { [labels.run]: session.id, [labels.owner]: session.owner, [labels.life]: "kept", [labels.stack]: stack };
  return service === "" ? own : { ...own, [labels.service]: service };
}

async function startService(
  session: Session,
  steps: Steps,
  application: Application,
  service: AppService,
): Promise<RunningService> {
  const { plan } = service;
  const { network } = application.stack;
  const image = `${plan.image}:latest`;
  const published = plan.published;
  return steps.step("run", plan.service, `start ${plan.service}`, async () => {
    const there = await session.engine.container(plan.service);
    if (there !== null && there.labels[labels.stack] !== network) throw nameTaken(plan.service);
    if (there !== null && there.status === "running") {
      const value = running(plan.service, image, network, plan.port, published, "healthy", 0);
      return { value, said: `${plan.service} runs already` };
    }
    if (there !== null) await session.engine.remove("container", plan.service);
    const siblings = application.services.map((one) => one.plan);
    const joined = upstreamEnvironment(plan, siblings);
    const volumes = await volumesOf(session, application, service);
    const { tmpfs = {}, ...hard } = hardening(
      plan,
      plan.writable.filter((one) => one.lasting).map((one) => one.path),
    );
    const began = session.clock.now();
    await session.engine.run({
      image,
      name: plan.service,
      env: { ...placeholderEnvironment(plan, joined), ...joined },
      network,
      networkAliases: [plan.service],
      publish: { [plan.port]: published ? plan.port : 0 },
      publishAddress: published ? "0.0.0.0" : "127.0.0.1",
      labels: kept(session, network, plan.service),
      ...hard,
      tmpfs,
      volumes,
    });
    const state = await session.engine.container(plan.service);
    const port = state?.ports[plan.port] ?? plan.port;
    const url = `http://127.0.0.1:${port}${plan.health?.route ?? "/"}`;
    const outcome = await awaitReady(session, plan.service, url, 30_000);
    if (!outcome.ready) {
      await session.engine.remove("container", plan.service);
      throw new SeaworthyError("not-ready", {
        what: `${plan.service} did not get ready and was removed again.`,
        why: outcome.said,
        todo: "Read its log above; seaworthy diagnose or prove tells more.",
      });
    }
    const seconds = (session.clock.now() - began) / 1000;
    const value = running(plan.service, image, network, plan.port, published, "healthy", seconds);
    return {
      value,
      said: `${plan.service} ready in ${seconds.toFixed(1)} s${value.url === null ? "" : ` at ${value.url}`}`,
    };
  });
}

async function volumesOf(
  session: Session,
  application: Application,
  service: AppService,
): Promise<Record<string, string>> {
  const volumes: Record<string, string> = {};
  const there = await session.engine.list("volume", { [labels.stack]: application.stack.network });
  for (const writable of service.plan.writable.filter((one) => one.lasting)) {
    const part = writable.path.replace(/[^a-zA-Z0-9]+/g, "-").replace(/^-|-$/g, "");
    const name = `${application.stack.name}_${service.plan.service}-${part}`;
    if (!there.some((one) => one.name === name))
      await session.engine.createVolume(name, kept(session, application.stack.network, service.plan.service));
    volumes[name] = containerPath(service.plan, writable.path);
  }
  return volumes;
}

function running(
  service: string,
  image: string,
  network: string,
  port: number,
  published: boolean,
  health: RunningService["health"],
  secondsToReady: number,
): RunningService {
  const url = published ? `http://localhost:${port}` : null;
  return {
    service,
    container: service,
    image,
    network,
    url,
    siblingUrl: `http://${service}:${port}`,
    health,
    secondsToReady,
  };
}

function nameTaken(name: string): SeaworthyError {
  return new SeaworthyError("name-taken", {
    what: `A container called ${name} is there already, and seaworthy did not start it.`,
    why: "Siblings find the service by that name, so it cannot have another one.",
    todo: `Remove or rename it first: docker rm -f ${name}`,
  });
}

/** Removes what `up` started for the asked services: containers, with the last of them the network, and data only when asked. */
export async function down(context: Context, options: DownOptions, run: Run): Promise<DownResult> {
  const application = await loadApplication(context, options.path);
  return withSession(context, run, (session) => stopStack(session, application, options.volumes));
}

export async function stopStack(session: Session, application: Application, volumes: boolean): Promise<DownResult> {
  const { engine } = session;
  const { network } = application.stack;
  const removed: string[] = [];
  const left: string[] = [];
  for (const service of application.asked) {
    const name = service.plan.service;
    const there = await engine.container(name);
    if (there === null) continue;
    if (there.labels[labels.stack] !== network) {
      left.push(`container ${name}: seaworthy did not start it for ${network}`);
      continue;
    }
    await engine.stop(name, 10);
    await engine.remove("container", name);
    removed.push(`container ${name}`);
  }
  const others = await engine.list("container", { [labels.stack]: network });
  if (others.length > 0)
    return { removed, left: [...left, ...others.map((one) => `container ${one.name}: was not asked for`)] };
  for (const volume of await engine.list("volume", { [labels.stack]: network })) {
    if (!volumes) {
      left.push(`volume ${volume.name}: it holds data, and --volumes removes it`);
      continue;
    }
    await engine.remove("volume", volume.name);
    removed.push(`volume ${volume.name}`);
  }
  for (const one of await engine.list("network", { [labels.stack]: network })) {
    await engine.remove("network", one.name);
    removed.push(`network ${one.name}`);
  }
  return { removed, left };
}
