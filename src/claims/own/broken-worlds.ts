import type { StartOptions, Trial } from "../../core/ports/trial.ts";
import { cleanPath } from "../../formats/image-archive/index.ts";
import { until } from "../probes.ts";
import { idleCommand } from "../stand-in-commands.ts";
import { idleProgram, listenProgram, printProgram } from "./ask-program.ts";
import { textAt } from "./image-files.ts";
import { look } from "./look.ts";
import { factsOf } from "./look-command.ts";
import type { Check, CommandLook, Expectation, NotSeen, Seen } from "./spec.ts";
import { variantName, type World, world } from "./world.ts";

/** Something in the service's place that a check must not hold of. */
export interface BrokenWorld {
  readonly what: string;
  readonly look: () => Promise<Seen | NotSeen>;
}

const noProgram = "/seaworthy/no-such-program";

/** Worlds to try one after the other, until the check fails in one. What expects nothing but absence needs a planted one. */
export function brokenWorlds(trial: Trial, check: Check): readonly BrokenWorld[] {
  const { look: at, expect } = check;
  const facts = expect.map((one) => one.fact);
  const inside = (what: string, make: () => Promise<World | NotSeen>): BrokenWorld => ({
    what,
    look: async () => {
      const made = await make();
      return "skip" in made ? made : look(made, at, facts);
    },
  });
  const idle = inside("a container that does nothing", () => standIn(trial, ["node", "-e", idleProgram]));
  const empty = inside("an image with nothing in it", () =>
    built(trial, "FROM scratch\nCOPY seaworthy-planted /seaworthy-planted\n"),
  );
  switch (at.kind) {
    case "http":
      return [idle];
    case "port":
      return [
        idle,
        inside(`a container that listens on ${at.port}`, () =>
          listening(trial, ["node", "-e", listenProgram, String(at.port)], at.port),
        ),
      ];
    case "process":
      if (!expect.some((one) => one.fact === "running" && one.matcher.holds(true))) return [];
      // What stands in is a node, and so would hold up a check for one.
      return at.name === "node" ? [inside("a container that sleeps", () => sleeping(trial))] : [idle];
    case "command":
      return [
        { what: `${noProgram} in its place`, look: () => look(world(trial, undefined), withoutProgram(at), facts) },
        { what: "a program that prints what must not be printed", look: () => printed(trial, expect) },
      ];
    case "file":
      return [
        empty,
        inside(`a file planted at ${at.path}`, () =>
          built(
            trial,
            // Over the service's own image the file would go into a folder of that name.
            `FROM scratch\nCOPY ${JSON.stringify(["seaworthy-planted", `/${cleanPath(at.path).path}`])}\n`,
            forbidden(expect, "contents"),
          ),
        ),
      ];
    case "user":
    case "group":
      return [empty, inside(`${at.kind} ${at.name} planted`, () => withAccount(trial, at.kind, at.name))];
    case "package":
      return [empty, inside(`the package ${at.name} planted`, () => withPackage(trial, at.name))];
    default:
      return [empty, inside("an image with another configuration", () => reconfigured(trial, expect))];
  }
}

function forbidden(expect: readonly Expectation[], fact: string): string {
  return expect.flatMap((one) => (one.fact === fact ? one.matcher.forbids : [])).join("\n");
}

async function standIn(trial: Trial, command: readonly string[]): Promise<World> {
  const options: StartOptions =
    trial.toolbox === undefined
      ? { ...idleCommand(trial.facts, trial.plan), wait: false }
      : { image: await trial.toolbox(), command, wait: false };
  return world(trial, options, true);
}

async function listening(trial: Trial, command: readonly string[], port: number): Promise<World | NotSeen> {
  if (trial.toolbox === undefined) return { skip: "there is no toolbox image that could listen" };
  const stand = await standIn(trial, command);
  const at = { kind: "port", port, family: "any" } as const;
  const found = await until(trial, 5, async () => {
    const seen = await look(stand, at, ["listening"]);
    return "facts" in seen && seen.facts["listening"] === true ? seen : null;
  });
  return found === null ? { skip: "the stand-in did not listen" } : stand;
}

async function built(trial: Trial, dockerfileText: string, planted = "planted by seaworthy"): Promise<World | NotSeen> {
  const result = await trial.build({
    name: variantName("broken"),
    dockerfileText,
    files: { "seaworthy-planted": `${planted === "" ? "planted by seaworthy" : planted}\n` },
    withoutIgnoreFile: true,
  });
  if (!result.ok) return { skip: `the broken image did not build: ${result.output.stderr.trim().slice(-200)}` };
  return { ...world(trial, undefined, true), image: result.tag };
}

function withoutProgram(at: CommandLook): CommandLook {
  const [program, flag] = at.argv;
  const shell = /(?:^|\/)(?:ba|da|a)?sh$/.test(program) && flag === "-c";
  return { ...at, setup: [], teardown: [], argv: shell ? [program, "-c", noProgram] : [noProgram] };
}

async function printed(trial: Trial, expect: readonly Expectation[]): Promise<Seen | NotSeen> {
  if (trial.toolbox === undefined) return { skip: "there is no toolbox image that could print" };
  const image = await trial.toolbox();
  const texts = [forbidden(expect, "stdout"), forbidden(expect, "stderr")];
  const command = ["node", "-e", printProgram, ...texts];
  const request = { image, command, network: "none", noHealthcheck: true };
  return factsOf(await trial.engine.runToEnd(request, { timeoutMs: 20_000, signal: trial.signal }));
}

/** For what the toolbox's own program would hold up. */
async function sleeping(trial: Trial): Promise<World> {
  return world(trial, { entrypoint: ["sleep"], command: ["3600"], wait: false }, true);
}

/** A package as images without a package manager tell of theirs. */
function withPackage(trial: Trial, name: string): Promise<World | NotSeen> {
  const path = `/var/lib/dpkg/status.d/${name}`;
  const status = `Package: ${name}\nStatus: install ok installed\nArchitecture: all\nVersion: 0`;
  return built(trial, `FROM ${trial.image}\nUSER 0\nCOPY ${JSON.stringify(["seaworthy-planted", path])}\n`, status);
}

async function withAccount(trial: Trial, kind: "user" | "group", name: string): Promise<World | NotSeen> {
  const file = kind === "user" ? "etc/passwd" : "etc/group";
  const rows = (await textAt(trial, trial.image, file)).split("\n");
  const row = kind === "user" ? `${name}:x:54321:54321::/:/bin/false` : `${name}:x:54321:`;
  const dockerfile = `FROM ${trial.image}\nUSER 0\nCOPY seaworthy-planted /${file}\n`;
  const others = rows.filter((line) => line !== "" && !line.startsWith(`${name}:`));
  return built(trial, dockerfile, [...others, row].join("\n"));
}

/** All that can be said of an image said otherwise, and whatever must not be said, said. */
function reconfigured(trial: Trial, expect: readonly Expectation[]): Promise<World | NotSeen> {
  const lines = ["USER 54321", "WORKDIR /seaworthy", `ENTRYPOINT ["${noProgram}"]`, `CMD ["seaworthy"]`];
  for (const { fact, matcher } of expect) {
    const [kind = "", name = ""] = fact.split(/ (.*)/s);
    if (kind === "variable") lines.push(`ENV ${name}="changed by seaworthy"`);
    if (kind === "label") lines.push(`LABEL ${JSON.stringify(name)}="changed by seaworthy"`);
    if (fact === "variables") lines.push(...matcher.forbids.map((one) => `ENV ${one}=planted`));
    if (fact === "ports") lines.push(...matcher.forbids.map((one) => `EXPOSE ${one}`));
    if (fact === "volumes") lines.push(...matcher.forbids.map((one) => `VOLUME ${JSON.stringify([one])}`));
  }
  return built(trial, `${[`FROM ${trial.image}`, ...lines].join("\n")}\n`);
}
