import { lookCommand } from "./look-command.ts";
import { lookPort, lookProcess } from "./look-container.ts";
import { lookHttp } from "./look-http.ts";
import { lookFile, lookGroup, lookImage, lookPackage, lookUser } from "./look-image.ts";
import { shown } from "./matcher.ts";
import type { Expectation, Look, NotSeen, Seen } from "./spec.ts";
import type { World } from "./world.ts";

/** Looks once. `asked` are the facts that will be compared: what costs more is only found out where it is asked for. */
export function look(world: World, at: Look, asked: readonly string[]): Promise<Seen | NotSeen> {
  switch (at.kind) {
    case "http":
      return lookHttp(world, at);
    case "command":
      return lookCommand(world, at);
    case "file":
      return lookFile(world, at.path, asked);
    case "port":
      return lookPort(world, at.port, at.family);
    case "process":
      return lookProcess(world, at.name);
    case "user":
      return lookUser(world, at.name);
    case "group":
      return lookGroup(world, at.name);
    case "package":
      return lookPackage(world, at.name);
    default:
      return lookImage(world);
  }
}

/** What a look is of, in words. */
export function nameOf(at: Look): string {
  switch (at.kind) {
    case "http":
      return `${at.method} ${at.target}`;
    case "command":
      return shortened(at.argv.join(" "));
    case "file":
      return at.path;
    case "port":
      return `port ${at.port}`;
    case "image":
      return "the image";
    default:
      return `${at.kind} ${at.name}`;
  }
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

/** What is not as expected, in words; empty where all is. */
export function wrongs(seen: Seen, expect: readonly Expectation[]): readonly string[] {
  if (seen.problem !== null) return [seen.problem];
  return expect.flatMap(({ fact, matcher }) => {
    const value = seen.facts[fact];
    if (value === undefined) return [`${fact}: expected that it ${matcher.says}, and there is none`];
    return matcher.holds(value) ? [] : [`${fact}: expected that it ${matcher.says}, found ${shown(value)}`];
  });
}
