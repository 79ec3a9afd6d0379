import { processesOf, socketsOf } from "../look-inside.ts";
import { notReady } from "../probes.ts";
import type { NotSeen, Seen } from "./spec.ts";
import type { World } from "./world.ts";

/** A TCP port of the container. Facts: `listening`, `ip` (addresses). */
export async function lookPort(world: World, port: number, family: "any" | "tcp" | "tcp6"): Promise<Seen | NotSeen> {
  const running = await world.running();
  if (!running.ready && !world.broken) return { skip: notReady(running).said };
  const sockets = await socketsOf(world.trial, running);
  const ip = sockets
    .filter((one) => one.port === port && (family === "any" || one.address.includes(":") === (family === "tcp6")))
    .map((one) => one.address);
  return { facts: { listening: ip.length > 0, ip }, problem: null };
}

/** A process by the name that the kernel has of it, 15 characters at most. Facts: `running`, `uids`. */
export async function lookProcess(world: World, name: string): Promise<Seen | NotSeen> {
  const running = await world.running();
  if (!running.ready && !world.broken) return { skip: notReady(running).said };
  const named = (await processesOf(world.trial, running)).filter((one) => one.name === name.slice(0, 15));
  return { facts: { running: named.length > 0, uids: named.flatMap((one) => one.uids) }, problem: null };
}
