import type { HttpAnswer } from "../../core/ports/host.ts";
import type { Running, Trial } from "../../core/ports/trial.ts";
import { notReady } from "../probes.ts";
import { askProgram } from "./ask-program.ts";
import type { Value } from "./matcher.ts";
import type { HttpLook, NotSeen, Seen } from "./spec.ts";
import { typed } from "./typed.ts";
import type { World } from "./world.ts";

const bodyKept = 400;

/** Sends a request. Facts: `status`, `body`, `headers` (lines `Name: value`), `header NAME`, `seconds`. */
export async function lookHttp(world: World, look: HttpLook): Promise<Seen | NotSeen> {
  const running = await world.running();
  if (!running.ready && !world.broken) return { skip: notReady(running).said };
  const answer = look.from === "host" ? await fromHost(world.trial, running, look) : await fromBeside(world, look);
  if ("skip" in answer) return answer;
  if (answer.status === 0) return { facts: {}, problem: `no answer: ${answer.error ?? "nothing came"}` };
  const facts: Record<string, Value> = { status: answer.status, body: answer.body, seconds: answer.seconds };
  facts["headers"] = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
  for (const [name, value] of Object.entries(answer.headers)) facts[`header ${name.toLowerCase()}`] = value;
  return { facts, problem: null };
}

async function fromHost(trial: Trial, running: Running, look: HttpLook): Promise<HttpAnswer> {
  const address = running.url + look.target;
  const { method, headers, timeoutMs } = look;
  const body = look.body === null ? {} : { body: look.body };
  const answer = await trial.net.ask(address, { method, headers, timeoutMs, ...body });
  trial.note({
    command: typed(curl(look, address)),
    exitCode: answer.error === null ? 0 : 1,
    output: answer.error ?? `${answer.status} ${answer.body.slice(0, bodyKept)}`,
    seconds: answer.seconds,
  });
  return answer;
}

function curl(look: HttpLook, address: string): readonly string[] {
  return [
    "curl",
    "-sS",
    "-i",
    "--max-time",
    String(look.timeoutMs / 1000),
    ...(look.method === "GET" ? [] : ["-X", look.method]),
    ...Object.entries(look.headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]),
    ...(look.body === null ? [] : ["--data-binary", look.body]),
    address,
  ];
}

/** From the toolbox: on the service's network, or within the network of its container. */
async function fromBeside(world: World, look: HttpLook): Promise<HttpAnswer | NotSeen> {
  const { trial } = world;
  if (trial.toolbox === undefined) return { skip: "there is no toolbox image to send the request from" };
  const running = await world.running();
  const inside = look.from === "inside";
  const [network] = Object.keys((await trial.engine.container(running.id))?.addresses ?? {});
  if (!inside && network === undefined) return { skip: "the container is on no network" };
  const { method, headers } = look;
  const options = { method, headers, limit: look.timeoutMs, follow: look.followRedirects };
  const body = look.body === null ? {} : { body: look.body };
  const output = await trial.engine.runToEnd(
    {
      image: await trial.toolbox(),
      command: ["node", "-e", askProgram, urlOf(look, running, trial), JSON.stringify({ ...options, ...body })],
      ...(inside ? { networkOf: running.id } : network === undefined ? {} : { network }),
      ...(look.anyCertificate ? { env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } } : {}),
      noHealthcheck: true,
    },
    { timeoutMs: look.timeoutMs + 30_000, signal: trial.signal },
  );
  return answerOf(output.stdout) ?? { skip: `the request could not be sent: ${output.stderr.trim().slice(-200)}` };
}

function urlOf(look: HttpLook, running: Running, trial: Trial): string {
  if (/^https?:/.test(look.target)) return look.target;
  return look.from === "inside"
    ? `http://127.0.0.1:${trial.plan.port}${look.target}`
    : running.siblingUrl + look.target;
}

function answerOf(stdout: string): HttpAnswer | null {
  try {
    const found: unknown = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
    return isAnswer(found) ? found : null;
  } catch {
    return null;
  }
}

function isAnswer(value: unknown): value is HttpAnswer {
  if (typeof value !== "object" || value === null) return false;
  return "status" in value && "headers" in value && "body" in value && "error" in value && "seconds" in value;
}
