import { SeaworthyError } from "../core/errors/index.ts";
import type { ServicePlan } from "../core/plan.ts";
import type { RunRequest } from "../core/ports/engine.ts";
import type { HttpAnswer } from "../core/ports/host.ts";
import type { Output } from "../core/ports/process.ts";
import type { Fault } from "../core/ports/trial.ts";
import { upstreamEnvironment, upstreamPort } from "./addresses.ts";
import { controlPort, faultProgram, getProgram, idleProgram, modeOf } from "./faults.ts";
import { hardening } from "./hardening.ts";
import { type Session, transient } from "./session.ts";
import { sharedWork } from "./shared-work.ts";

/** A service of the stack that has an image and so can stand behind an upstream's name. */
export interface Neighbour {
  readonly plan: ServicePlan;
  readonly image: string;
}

/** URLs that one process asks for: so many longest answers stay below what is kept of a program's output. */
const together = 4;

let counter = 0;

/** A name that no other run and no other part of this run has. */
export function uniqueName(session: Session, role: string): string {
  counter += 1;
  return `seaworthy-${session.id}-${counter}-${role}`.slice(0, 60).replace(/[^a-z0-9]+$/, "");
}

/** A network for a container under proof, with what answers there under each upstream's name. */
export class ProvingNetwork {
  readonly name: string;
  private readonly session: Session;
  private readonly neighbours: readonly Neighbour[];
  /** Alias -> container. */
  private readonly containers = new Map<string, string>();
  /** Upstream -> address on the host at which its fault proxy is told what to play. */
  private readonly proxies = new Map<string, string>();
  /** Upstream -> the start of the real service behind its fault proxy. */
  private readonly arrivals = new Map<string, Promise<void>>();
  private readonly removers: (() => Promise<void>)[] = [];
  private removeNetwork = async (): Promise<void> => {};
  private asked = false;
  private idle: (() => Promise<string>) | undefined;

  private constructor(session: Session, name: string, neighbours: readonly Neighbour[]) {
    this.session = session;
    this.name = name;
    this.neighbours = neighbours;
  }

  static async create(session: Session, neighbours: readonly Neighbour[]): Promise<ProvingNetwork> {
    const name = uniqueName(session, "net");
    await session.engine.createNetwork(name, transient(session));
    const network = new ProvingNetwork(session, name, neighbours);
    network.removeNetwork = session.cleanups.add(() => session.engine.remove("network", name), "last");
    return network;
  }

  /** A network that the run has made elsewhere, with services of the stack that stand there under their names already. Who made them removes them. */
  static of(
    session: Session,
    name: string,
    neighbours: readonly Neighbour[],
    services: readonly string[],
  ): ProvingNetwork {
    const network = new ProvingNetwork(session, name, neighbours);
    for (const service of services) network.containers.set(service, service);
    return network;
  }

  /** Puts the real services behind the names that a plan looks for, as far as the stack has them. */
  async provideReal(plan: ServicePlan): Promise<void> {
    await Promise.all(plan.upstreams.map((upstream) => this.provideNeighbour(upstream.name)));
  }

  /** Puts the real service behind its name, where the stack has it. */
  async provideNeighbour(service: string): Promise<void> {
    await this.startNeighbour(service, service);
  }

  /** Puts a fault proxy behind an upstream's name, in front of the real service where the stack has it. */
  async provideProxy(plan: ServicePlan, upstream: string, fault: Fault | "none" | null): Promise<void> {
    const real = `${upstream}-real`;
    const started = this.launchNeighbour(upstream, real);
    started.catch(() => {});
    const { control } = await this.launchProxy(plan, upstream, upstream, real);
    // Who plays a fault first needs the real service later only.
    const arrival = this.arrivalOf(started, control);
    arrival.catch(() => {});
    this.arrivals.set(upstream, arrival);
    await this.play(upstream, fault);
  }

  /**
   * Puts a fault proxy beside the real service, which keeps its name on the network. Answers the proxy's address: whoever
   * has it under the upstream's name in the hosts file meets the faults, and nobody else does.
   */
  async provideProxyBeside(plan: ServicePlan, upstream: string, fault: Fault | "none" | null): Promise<string> {
    const { address } = await this.launchProxy(plan, upstream, `${upstream}-faulty`, upstream);
    await this.play(upstream, fault);
    return address;
  }

  /** Starts the fault proxy of an upstream under an alias, in front of the real service's alias where the stack has it. */
  private async launchProxy(
    plan: ServicePlan,
    upstream: string,
    alias: string,
    real: string,
  ): Promise<{ readonly control: string; readonly address: string }> {
    const declared = plan.upstreams.find((one) => one.name === upstream);
    if (declared === undefined) throw new Error(`${plan.service} has no upstream ${upstream}`);
    const neighbour = this.neighbours.find((other) => other.plan.service === upstream);
    const target = neighbour === undefined ? "" : `${real}:${neighbour.plan.port}`;
    const port = upstreamPort(declared, neighbour?.plan);
    const image = await this.session.toolbox();
    const command = ["node", "-e", faultProgram, String(port), target, modeOf("gone")];
    const publish = { [controlPort]: 0 };
    const name = await this.launch(alias, { image, command, publish, publishAddress: "127.0.0.1" });
    const state = await this.session.engine.container(name);
    const control = `http://127.0.0.1:${state?.ports[controlPort] ?? 0}`;
    this.proxies.set(upstream, control);
    const address = state?.addresses[this.name];
    if (address === undefined || address === "")
      throw new SeaworthyError("engine-no-address", {
        what: `The fault proxy of ${upstream} has no address on its network.`,
        why: `The engine tells none for ${name} on ${this.name}.`,
        todo: "See whether the engine gives containers IPv4 addresses.",
      });
    return { control, address };
  }

  /** Waits until the real service behind a proxy was started and listens. */
  private async arrivalOf(started: Promise<unknown>, control: string): Promise<void> {
    await started;
    await this.session.net.get(`${control}/reach`, { timeoutMs: 20_000 });
  }

  /** Changes what an upstream's proxy plays. @throws Error where the upstream has no proxy */
  async play(upstream: string, fault: Fault | "none" | null): Promise<void> {
    const control = this.proxies.get(upstream);
    if (control === undefined) throw new Error(`${upstream} was started without a fault proxy`);
    if (fault === null || fault === "none") await this.arrivals.get(upstream);
    const until = this.session.clock.now() + 5000;
    for (;;) {
      const answer = await this.session.net.get(`${control}/${modeOf(fault)}`, { timeoutMs: 2000 });
      if (answer.status === 200) return;
      if (this.session.clock.now() > until)
        throw new Error(`the fault proxy of ${upstream} does not answer: ${answer.error ?? answer.status}`);
      await this.session.clock.sleep(50, this.session.signal);
    }
  }

  private async startNeighbour(service: string, alias: string): Promise<void> {
    const plan = await this.launchNeighbour(service, alias);
    if (plan !== null) await this.reachable(`http://${alias}:${plan.port}${plan.health?.route ?? "/"}`);
  }

  /** Starts a service of the stack with what it needs in turn; null where there is none, or it stands there already. */
  private async launchNeighbour(service: string, alias: string): Promise<ServicePlan | null> {
    const neighbour = this.neighbours.find((other) => other.plan.service === service);
    if (neighbour === undefined || this.containers.has(alias)) return null;
    const { plan, image } = neighbour;
    const others = this.neighbours.map((other) => other.plan);
    const request: RunRequest = { image, env: upstreamEnvironment(plan, others), ...hardening(plan) };
    await Promise.all([this.launch(alias, request), this.provideReal(plan)]);
    return plan;
  }

  private async reachable(url: string): Promise<void> {
    const until = this.session.clock.now() + 20_000;
    while (this.session.clock.now() < until) {
      const [answer] = await this.get([url], 1000);
      if (answer !== undefined && answer.status !== 0 && answer.status < 500) return;
      await this.session.clock.sleep(100, this.session.signal);
    }
  }

  private async launch(alias: string, request: RunRequest): Promise<string> {
    const name = uniqueName(this.session, alias);
    this.containers.set(alias, name);
    this.removers.push(this.session.cleanups.add(() => this.session.engine.remove("container", name)));
    await this.session.engine.run({
      ...request,
      name,
      network: this.name,
      networkAliases: [alias],
      noHealthcheck: true,
      labels: transient(this.session),
    });
    return name;
  }

  /** GETs from a container on this network, by name: one process asks one URL after the other. Answers in their order. */
  async get(urls: readonly string[], timeoutMs: number): Promise<readonly HttpAnswer[]> {
    const answers: HttpAnswer[] = [];
    for (let at = 0; at < urls.length; at += together)
      answers.push(...(await this.ask(urls.slice(at, at + together), timeoutMs)));
    return answers;
  }

  private async ask(urls: readonly string[], timeoutMs: number): Promise<readonly HttpAnswer[]> {
    const argv = ["node", "-e", getProgram, String(timeoutMs), ...urls];
    const output = await this.beside(argv, timeoutMs * urls.length + 5000);
    const error = output.stderr.trim() || "no answer";
    const none: HttpAnswer = { status: 0, headers: {}, body: "", error, seconds: output.seconds };
    const lines = output.stdout.split("\n");
    return urls.map((_, at) => answerIn(lines[at] ?? "") ?? none);
  }

  /** Runs a program on this network: the first in a container that ends with it, those after it in one that stays. */
  private async beside(argv: readonly string[], timeoutMs: number): Promise<Output> {
    const { engine, signal, toolbox } = this.session;
    const image = await toolbox();
    if (!this.asked) {
      this.asked = true;
      const labels = transient(this.session);
      const request = { image, command: argv, network: this.name, noHealthcheck: true, labels };
      const output = await engine.runToEnd(request, { timeoutMs, signal });
      // From 125 on the engine tells of itself, not the program; and a start takes as long as the machine lets it.
      if (output.exitCode !== null && output.exitCode < 125 && !output.timedOut) return output;
    }
    this.idle ??= sharedWork(() => this.launch("sibling", { image, command: ["node", "-e", idleProgram] }));
    return engine.exec(await this.idle(), argv, { timeoutMs });
  }

  async remove(): Promise<void> {
    await Promise.allSettled(this.arrivals.values());
    await Promise.all(this.removers.splice(0).map((work) => work()));
    await this.removeNetwork();
    this.containers.clear();
  }
}

/** The answer that a line of {@link getProgram} holds; null where it was cut. */
function answerIn(line: string): HttpAnswer | null {
  try {
    const answer: unknown = JSON.parse(line);
    return isAnswer(answer) ? answer : null;
  } catch {
    return null;
  }
}

function isAnswer(value: unknown): value is HttpAnswer {
  const has = (name: string, type: string): boolean =>
    typeof value === "object" && value !== null && typeof Reflect.get(value, name) === type;
  return has("status", "number") && has("headers", "object") && has("body", "string") && has("seconds", "number");
}
