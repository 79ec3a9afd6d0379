import type { Spawn } from "../../core/ports/process.ts";
import { prepareClient } from "./client.ts";
import { endpointOf, enginePaths } from "./paths.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What a shell has to be told so that a plain `docker build` reaches an engine and builds with BuildKit. */
export interface ShellEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Folder that goes before PATH: its `docker` works with the engine. Null where no client does. */
  readonly pathPrefix: string | null;
  readonly note: string | null;
}

/** The settings for an engine at `endpoint`; the private one's where absent. */
export async function engineEnv(options: {
  spawn: Spawn;
  environment: Environment;
  endpoint?: string;
}): Promise<ShellEnvironment> {
  const paths = enginePaths(options.environment);
  const note = await prepareClient(paths, options.spawn, options.environment);
  return {
    variables: { DOCKER_HOST: options.endpoint ?? endpointOf(paths), DOCKER_BUILDKIT: "1" },
    pathPrefix: note === null ? paths.bin : null,
    note,
  };
}

/** Any text as one word of a POSIX shell. */
function word(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The settings as lines for `eval "$(…)"`; every value is quoted, so that no path is ever read as code. */
export function shellExports(settings: Pick<ShellEnvironment, "variables" | "pathPrefix">): string {
  const lines = Object.entries(settings.variables).map(([name, value]) => `export ${name}=${word(value)}`);
  if (settings.pathPrefix !== null) lines.push(`export PATH=${word(settings.pathPrefix)}:"$PATH"`);
  return `${lines.join("\n")}\n`;
}
