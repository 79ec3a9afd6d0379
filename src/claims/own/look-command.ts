import type { RunRequest } from "../../core/ports/engine.ts";
import type { Output } from "../../core/ports/process.ts";
import { notReady } from "../probes.ts";
import type { CommandLook, NotSeen, Seen } from "./spec.ts";
import { type World, variantName } from "./world.ts";

/** Runs a command. Facts: `exit code`, `stdout`, `stderr`. */
export async function lookCommand(world: World, look: CommandLook): Promise<Seen | NotSeen> {
  const image = await prepared(world, look);
  if (typeof image !== "string") return image;
  const output = look.where === "service" ? await beside(world, look) : await alone(world, look, image, look.argv);
  if ("skip" in output) return output;
  if (output.timedOut) return { facts: {}, problem: `it did not end within ${look.timeoutMs / 1000} s` };
  for (const argv of look.teardown) {
    const after = await alone(world, look, image, argv);
    if ("skip" in after) return after;
    if (after.exitCode !== 0)
      return { facts: {}, problem: `the teardown ${argv.join(" ")} ended with exit code ${after.exitCode ?? "none"}` };
  }
  return factsOf(output);
}

export function factsOf(output: Output): Seen {
  const facts = { "exit code": output.exitCode, stdout: output.stdout, stderr: output.stderr };
  return { facts, problem: null };
}

/** The image with the setup's commands run in it, one layer each. */
async function prepared(world: World, look: CommandLook): Promise<string | NotSeen> {
  if (look.setup.length === 0) return world.image;
  const steps = look.setup.map((argv) => `RUN ${JSON.stringify(argv)}`);
  const env = Object.entries(look.env).map(([name, value]) => `ENV ${name}=${JSON.stringify(value)}`);
  const user = look.user === null ? [] : [`USER ${look.user}`];
  const built = await world.trial.build({
    name: variantName("setup"),
    dockerfileText: `${[`FROM ${world.image}`, ...env, ...user, ...steps].join("\n")}\n`,
  });
  return built.ok ? built.tag : { skip: `the setup fails: ${built.output.stderr.trim().slice(-200)}` };
}

async function beside(world: World, look: CommandLook): Promise<Output | NotSeen> {
  const running = await world.running();
  if (!running.ready && !world.broken) return { skip: notReady(running).said };
  const user = look.user === null ? {} : { user: look.user };
  return running.exec(look.argv, { ...user, timeoutMs: look.timeoutMs });
}

async function alone(
  world: World,
  look: CommandLook,
  image: string,
  argv: readonly string[],
): Promise<Output | NotSeen> {
  const { trial } = world;
  const [program, ...rest] = argv;
  if (program === undefined) return { skip: "the command is empty" };
  const request: RunRequest = {
    image,
    entrypoint: [program],
    command: rest,
    env: await environment(world, look),
    noHealthcheck: true,
    ...(look.user === null ? {} : { user: look.user }),
    ...(look.hardened
      ? { network: "none", readOnly: true, tmpfs: tmpfs(world), capDrop: ["ALL"], noNewPrivileges: true }
      : {}),
  };
  return trial.engine.runToEnd(request, { timeoutMs: look.timeoutMs, signal: trial.signal });
}

function tmpfs({ trial }: World): Record<string, string> {
  const { plan } = trial;
  const owner = `uid=${plan.user.uid},gid=${plan.user.gid}`;
  const absolute = (path: string): string =>
    path.startsWith("/") ? path : `${plan.workdir.replace(/\/$/, "")}/${path}`;
  return Object.fromEntries(plan.writable.map(({ path }) => [absolute(path), absolute(path) === "/tmp" ? "" : owner]));
}

/** Filled in from the image under proof: in the one that a setup made, they stand already. */
async function environment(world: World, look: CommandLook): Promise<Record<string, string>> {
  const { trial } = world;
  const asked = { ...look.env, ...world.env };
  if (!Object.values(asked).some((value) => value.includes("$"))) return asked;
  const lines = (await trial.engine.image(world.image))?.env ?? [];
  const own = new Map(lines.map((line) => [line.split("=", 1)[0] ?? "", line.slice(line.indexOf("=") + 1)]));
  const filled = (value: string): string =>
    value.replaceAll(
      /\$(?:\{(\w+)\}|(\w+))/g,
      (_, braced?: string, bare?: string) => own.get(braced ?? bare ?? "") ?? "",
    );
  return Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, filled(value)]));
}
