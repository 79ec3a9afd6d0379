import { hasRuntime } from "../claims/index.ts";
import type { Running, StartOptions } from "../core/ports/trial.ts";
import { placeholderEnvironment, upstreamEnvironment, upstreamPort } from "./addresses.ts";
import { hardening } from "./hardening.ts";
import { notedGet } from "./noted-get.ts";
import { ProvingNetwork, uniqueName } from "./providers.ts";
import { awaitReady } from "./ready.ts";
import { transient } from "./session.ts";
import { sharedWork } from "./shared-work.ts";
import type { Proving } from "./trial.ts";

/**
 * Starts the service under proof on the run's network, where the real upstreams answer, or where they misbehave: see
 * {@link faultStand}. Only the container that `named` says has the service's name there; the others have their own. What
 * `undo` is given removes it.
 */
export async function startTrial(
  proving: Proving,
  options: StartOptions,
  undo: (() => Promise<void>)[],
  named = options.upstreams !== undefined && !hasRuntime(proving.facts, proving.plan),
): Promise<Running> {
  const { session, plan } = proving;
  const { network, hosts } =
    options.upstreams === undefined
      ? { network: await realNetwork(proving), hosts: {} }
      : await faultStand(proving, options.upstreams, undo);
  const name = uniqueName(session, plan.service);
  const remove = session.cleanups.add(() => session.engine.remove("container", name));
  undo.push(remove);
  const began = session.clock.now();
  const image = options.image ?? proving.image;
  const id = await session.engine.run({
    image,
    name,
    env: environmentOf(proving, options),
    network: network.name,
    networkAliases: named ? [plan.service] : [],
    hosts,
    publish: { [plan.port]: 0 },
    publishAddress: "127.0.0.1",
    labels: transient(session),
    ...(options.hardened === false ? {} : hardening(plan, options.withoutWritable)),
    // Each check is a process in the container: only who watches the health needs them.
    ...(options.health === undefined ? { noHealthcheck: true } : { health: options.health }),
    ...(options.user === undefined ? {} : { user: options.user }),
    ...(options.command === undefined ? {} : { command: options.command }),
    ...(options.entrypoint === undefined ? {} : { entrypoint: options.entrypoint }),
  });
  const state = await session.engine.container(name);
  const url = `http://127.0.0.1:${state?.ports[plan.port] ?? 0}`;
  const limit = (options.readySeconds ?? proving.limits.readySeconds) * 1000;
  const outcome =
    options.wait === false
      ? { ready: false, said: "not waited for" }
      : await awaitReady(session, name, url + (plan.health?.route ?? "/"), limit);
  const siblingUrl = `http://${named ? plan.service : name}:${plan.port}`;
  return {
    id,
    name,
    image,
    url,
    siblingUrl,
    ready: outcome.ready,
    secondsToReady: (session.clock.now() - began) / 1000,
    said: outcome.said,
    get: (path, timeoutMs) => notedGet(session, url + path, timeoutMs),
    getFromSibling: (paths, timeoutMs = 5000) =>
      network.get(
        paths.map((path) => siblingUrl + path),
        timeoutMs,
      ),
    exec: (argv, execOptions) => session.engine.exec(name, argv, execOptions),
    logs: () => session.engine.logs(name),
    setUpstream: (upstream, fault) => network.play(upstream, fault),
    remove,
  };
}

function environmentOf({ plan, neighbours }: Proving, options: StartOptions): Record<string, string> {
  const joined = upstreamEnvironment(
    plan,
    neighbours.map((other) => other.plan),
  );
  // A fault proxy stands under the name also where the stack has no such service.
  for (const upstream of plan.upstreams) {
    if (upstream.env !== null && options.upstreams?.[upstream.name] !== undefined) {
      joined[upstream.env] ??= `http://${upstream.name}:${upstreamPort(upstream, undefined)}`;
    }
  }
  for (const unwanted of options.withoutEnv ?? []) delete joined[unwanted];
  return { ...placeholderEnvironment(plan, joined), ...joined, ...options.env };
}

/** The network of a whole run, with the real upstreams on it: the one where the service stood, or made once; it goes when the run ends. */
function realNetwork(proving: Proving): Promise<ProvingNetwork> {
  proving.network ??= sharedWork(async () => {
    const { session, neighbours } = proving;
    const there = (await proving.standing)?.network ?? null;
    // The container that stood there had the service's name, which the next one gets.
    if (there !== null) await session.cleanups.settled();
    const network =
      there === null
        ? await ProvingNetwork.create(session, neighbours)
        : ProvingNetwork.of(session, there.name, neighbours, there.services);
    session.cleanups.add(() => network.remove(), "last");
    await network.provideReal(proving.plan);
    return network;
  });
  return proving.network();
}

/** Where upstreams misbehave: the network, and what the hosts file of the container under proof has to say. */
interface FaultStand {
  readonly network: ProvingNetwork;
  readonly hosts: Readonly<Record<string, string>>;
}

/**
 * Python and Node ask the hosts file before any name server, so a line in it leads them to a fault proxy on the run's own
 * network. What may ask a name server alone, as nginx does, gets a network where the proxy has the upstream's name.
 */
async function faultStand(
  proving: Proving,
  upstreams: NonNullable<StartOptions["upstreams"]>,
  undo: (() => Promise<void>)[],
): Promise<FaultStand> {
  const { session, neighbours, facts, plan } = proving;
  const played = plan.upstreams.flatMap(({ name }) => {
    const fault = upstreams[name];
    return fault === undefined ? [] : [{ name, fault }];
  });
  if (hasRuntime(facts, plan)) {
    const real = await realNetwork(proving);
    const services = neighbours.map((other) => other.plan.service);
    const network = ProvingNetwork.of(session, real.name, neighbours, services);
    undo.push(() => network.remove());
    const hosts = played.map(
      async ({ name, fault }) => [name, await network.provideProxyBeside(plan, name, fault)] as const,
    );
    return { network, hosts: Object.fromEntries(await Promise.all(hosts)) };
  }
  const network = await ProvingNetwork.create(session, neighbours);
  undo.push(() => network.remove());
  // Only what is to misbehave needs a proxy; what else the stack has stands there itself.
  await Promise.all(
    plan.upstreams.map(({ name }) => {
      const fault = upstreams[name];
      return fault === undefined ? network.provideNeighbour(name) : network.provideProxy(plan, name, fault);
    }),
  );
  return { network, hosts: {} };
}
