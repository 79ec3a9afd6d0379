import type { Fault } from "../core/ports/trial.ts";
import type { ServicePlan } from "../core/plan.ts";
import { upstreamEnvironment, upstreamPort } from "./addresses.ts";
import { faultProgram, getProgram, idleProgram, playedByProxy } from "./faults.ts";
import { hardening } from "./hardening.ts";
import { type Session, transient } from "./session.ts";
import type { HttpAnswer } from "../core/ports/host.ts";

/** A service of the stack that has an image and so can stand behind an upstream's name. */
export interface Neighbour {
  readonly plan: ServicePlan;
  readonly image: string;
}

let counter = 0;

/** A name that no other run and no other part of this run has. */
export function uniqueName(session: Session, role: string): string {
  counter += 1;
  return `seaworthy-${session.id}-${counter}-${role}`.slice(0, 60).replace(/[^a-z0-9]+$/, "");
}

/** A network of its own for one container under proof, with what answers there under each upstream's name. */
export class ProvingNetwork {
  private readonly providers = new Map<string, string>();
  private idle: Promise<string> | undefined;
  private readonly removers: (() => Promise<void>)[] = [];

  private readonly session: Session;
  private readonly neighbours: readonly Neighbour[];
  readonly name: string;

  private constructor(session: Session, name: string, neighbours: readonly Neighbour[]) {
    this.session = session;
    this.name = name;
    this.neighbours = neighbours;
  }

  static async create(session: Session, neighbours: readonly Neighbour[]): Promise<ProvingNetwork> {
    const name = uniqueName(session, "net");
    await session.engine.createNetwork(name, transient(session));
    const network = new ProvingNetwork(session, name, neighbours);
    network.removers.push(session.cleanups.add(() => session.engine.remove("network", name)));
    return network;
  }

  /** Puts the real service, a fault, or nothing behind an upstream's name. */
  async provide(plan: ServicePlan, upstream: string, fault: Fault | "none" | null): Promise<void> {
    await this.withdraw(upstream);
    const neighbour = this.neighbours.find((other) => other.plan.service === upstream);
    if (fault === null) {
      if (neighbour !== undefined) await this.startNeighbour(neighbour, upstream);
      return;
    }
    if (!playedByProxy(fault)) return;
    const declared = plan.upstreams.find((one) => one.name === upstream);
    if (declared === undefined) return;
    const port = upstreamPort(declared, neighbour?.plan);
    let target = "";
    if (fault === "slow" && neighbour !== undefined) {
      target = `${upstream}-real:${neighbour.plan.port}`;
      if (!this.providers.has(`${upstream}-real`)) await this.startNeighbour(neighbour, `${upstream}-real`);
    }
    const image = await this.session.toolbox();
    await this.launch(upstream, {
      image,
      command: ["node", "-e", faultProgram, fault, String(port), target],
    });
  }

  private async startNeighbour(neighbour: Neighbour, alias: string): Promise<void> {
    for (const upstream of neighbour.plan.upstreams) {
      if (!this.providers.has(upstream.name)) await this.provide(neighbour.plan, upstream.name, null);
    }
    const others = this.neighbours.map((other) => other.plan);
    await this.launch(alias, {
      image: neighbour.image,
      env: upstreamEnvironment(neighbour.plan, others),
      ...hardening(neighbour.plan),
    });
    await this.reachable(`http://${alias}:${neighbour.plan.port}${neighbour.plan.health?.route ?? "/"}`);
  }

  private async reachable(url: string): Promise<void> {
    const until = this.session.clock.now() + 20_000;
    while (this.session.clock.now() < until) {
      const answer = await this.get(url, 1000);
      if (answer.status !== 0 && answer.status < 500) return;
      await this.session.clock.sleep(100, this.session.signal);
    }
  }

  private async launch(alias: string, request: Omit<Parameters<Session["engine"]["run"]>[0], "name">): Promise<void> {
    const name = uniqueName(this.session, alias);
    const remove = this.session.cleanups.add(() => this.session.engine.remove("container", name));
    this.removers.push(remove);
    this.providers.set(alias, name);
    await this.session.engine.run({
      ...request,
      name,
      network: this.name,
      networkAliases: [alias],
      noHealthcheck: true,
      labels: transient(this.session),
    });
  }

  private async withdraw(alias: string): Promise<void> {
    const name = this.providers.get(alias);
    if (name === undefined) return;
    this.providers.delete(alias);
    await this.session.engine.remove("container", name);
  }

  /** GET from a container on this network, by name. */
  async get(url: string, timeoutMs: number): Promise<HttpAnswer> {
    this.idle ??= this.startIdle();
    const container = await this.idle;
    const output = await this.session.engine.exec(container, ["node", "-e", getProgram, url, String(timeoutMs)], {
      timeoutMs: timeoutMs + 5000,
    });
    const line = output.stdout.trim().split("\n").at(-1) ?? "";
    try {
      return JSON.parse(line) as HttpAnswer;
    } catch {
      return { status: 0, headers: {}, body: "", error: output.stderr.trim() || "no answer", seconds: output.seconds };
    }
  }

  private async startIdle(): Promise<string> {
    const image = await this.session.toolbox();
    await this.launch("sibling", { image, command: ["node", "-e", idleProgram] });
    return this.providers.get("sibling") ?? "";
  }

  async remove(): Promise<void> {
    for (const remove of this.removers.splice(0).reverse()) await remove();
    this.providers.clear();
    this.idle = undefined;
  }
}
