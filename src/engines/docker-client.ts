import type { Output } from "../core/ports/process.ts";
import { Json } from "./json.ts";
import { atLeast } from "./version.ts";
import { lastLine } from "./last-line.ts";

export interface DockerClient {
  readonly program: string;
  readonly version: string;
  /** How it reaches BuildKit: by itself (before 23), by the buildx plugin (from 23), or not at all. */
  readonly buildkit: "built-in" | "buildx" | null;
}

/** Runs a client with arguments, 15 s at most. */
export type Ask = (args: readonly string[]) => Promise<Output>;

/** Asks a docker client what it is. Answers null, with the reason told to `tell`, where it is no docker client at all. */
export async function dockerClient(
  program: string,
  ask: Ask,
  tell: (line: string) => void,
): Promise<DockerClient | null> {
  // Asked at once: the plugin's answer counts from 23 on only.
  const [answer, buildx] = await Promise.all([ask(["--version"]), ask(["buildx", "version"])]);
  const version = /^Docker version ([\d.]+[^\s,]*)/.exec(answer.stdout)?.[1];
  if (version === undefined) {
    tell(`${program}: not a docker client (${(answer.stdout + answer.stderr).trim().split("\n")[0] ?? ""})`);
    return null;
  }
  if (!atLeast(version, 23, 0)) return { program, version, buildkit: "built-in" };
  return { program, version, buildkit: buildx.exitCode === 0 ? "buildx" : null };
}

/** What a server says of itself through a client, or why it cannot be used. */
export async function dockerServer(ask: Ask): Promise<{ readonly server: Json } | { readonly refusal: string }> {
  const answer = await ask(["version", "--format", "{{json .}}"]);
  if (answer.timedOut) return { refusal: "no answer within 15 s" };
  if (answer.exitCode !== 0) return { refusal: lastLine(answer.stderr) || `exit code ${answer.exitCode}` };
  const server = Json.parse(answer.stdout).at("Server");
  if (!server.present) return { refusal: "it answers without a server" };
  if (server.at("Components").items.some((part) => part.at("Name").text.startsWith("Podman"))) {
    return { refusal: "podman answers there; use it by its own command line with --engine podman" };
  }
  const version = server.at("Version").text;
  if (!atLeast(version, 20, 10)) return { refusal: `docker ${version} is older than 20.10` };
  return { server };
}
