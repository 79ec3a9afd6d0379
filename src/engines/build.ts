import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { BuildRequest, BuildResult, ImageInfo } from "../core/ports/engine.ts";
import type { Output } from "../core/ports/process.ts";
import type { Files } from "../core/ports/host.ts";
import { isBoundInput, nameBoundInputs } from "./bound-inputs.ts";
import { buildInputs, type BuildInputs } from "./build-inputs.ts";
import type { StepReader } from "./build-steps.ts";
import type { Cli } from "./cli.ts";
import { csvField } from "./csv-field.ts";

/** What a builder needs beyond the flags that both engines share. */
export interface Builds {
  readonly cli: Cli;
  readonly files: Pick<Files, "temporary" | "remove">;
  readonly reader: () => StepReader;
  readonly always: readonly string[];
  readonly secrets: boolean;
  /** A path as the value of -f: podman reads a comma-separated list there. */
  readonly fileFlag: (path: string) => string;
  /** Clears away what a build leaves that was ended before its end. `began` is in seconds of the epoch. */
  readonly afterEnded: ((cli: Cli, began: number) => Promise<void>) | null;
  /** Whether its cache misses changes of what RUN binds from the context, so that they must be named to it. */
  readonly namesBoundInputs: boolean;
  readonly image: (reference: string) => Promise<ImageInfo | null>;
}

const keepBytes = 4 * 1024 * 1024;

/**
 * Builds an image. A build that fails answers `ok: false` with what the builder printed.
 * @throws SeaworthyError `engine-gone` where the engine died meanwhile
 * @throws CancelledError
 */
export async function build(builds: Builds, asked: BuildRequest): Promise<BuildResult> {
  const { cli, files } = builds;
  const request = builds.namesBoundInputs && asked.noCache !== true ? await withNamedInputs(asked) : asked;
  const inputs = await buildInputs(request, files);
  const epoch = Math.floor(Date.now() / 1000);
  let ended = true;
  try {
    const args = buildArgs(builds, request, inputs);
    const began = performance.now();
    const at = (): number => (performance.now() - began) / 1000;
    const { output, reader } = await untilWhole(builds, request, args, at);
    ended = output.timedOut;
    const pairs = Object.entries(request.labels ?? {}).map(([key, value]) => `"${key}"="${value}"`);
    // Buildah prints --label as steps, one for each or, from 1.39, one for all; they are no lines of the Dockerfile.
    const ownLabels = new Set([...pairs, pairs.join(" ")].map((pair) => `LABEL ${pair}`));
    const steps = reader.steps(at()).filter(({ name }) => !ownLabels.has(name) && !isBoundInput(name));
    if (output.exitCode !== 0) {
      await cli.unlessGone(args, output);
      return { output, ok: false, imageId: null, steps };
    }
    const image = await builds.image(request.tag);
    return { output, ok: image !== null, imageId: image?.id ?? null, image, steps };
  } finally {
    if (ended) await builds.afterEnded?.(cli, epoch);
    if (inputs.scratch !== null) await files.remove(inputs.scratch);
  }
}

/**
 * What docker says where the result was removed before it had its name: two builds with the same result share its record
 * and layers, and another process's removal of the one is blind to the other. Fact: docker 20.10; moby issue 36573.
 */
const removedMeanwhile = /failed to get digest sha256:\S+ open \S+ no such file|layer does not exist/;
const mostBuilds = 3;

/** Runs the builder; once more where what it had made was removed under its hands. */
async function untilWhole(
  { cli, reader: newReader }: Builds,
  request: BuildRequest,
  args: readonly string[],
  at: () => number,
): Promise<{ output: Output; reader: StepReader }> {
  for (let attempt = 1; ; attempt++) {
    const reader = newReader();
    const output = await cli.run(args, {
      keepBytes,
      ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      onLine(line) {
        reader.line(line, at());
        request.onLine?.(line);
      },
    });
    const whole = output.exitCode === 0 || !removedMeanwhile.test(output.stderr);
    if (whole || attempt === mostBuilds) return { output, reader };
  }
}

/** The same request over a Dockerfile in which the bound files are named; one that cannot be read is left to the builder's own words. */
async function withNamedInputs(request: BuildRequest): Promise<BuildRequest> {
  const file = resolve(request.context, request.dockerfile ?? "Dockerfile");
  const text = request.dockerfileText ?? (await readFile(file, "utf8").catch(() => null));
  if (text === null) return request;
  const named = await nameBoundInputs(text, request.context);
  return named === text ? request : { ...request, dockerfileText: named };
}

function buildArgs(builds: Builds, request: BuildRequest, inputs: BuildInputs): string[] {
  const args = ["build", ...builds.always, "-t", request.tag, "-f", builds.fileFlag(inputs.dockerfile)];
  if (request.target !== undefined) args.push("--target", request.target);
  if (request.noCache === true) args.push("--no-cache");
  if (request.network === "none") args.push("--network", "none");
  for (const [name, value] of Object.entries(request.buildArgs ?? {})) args.push("--build-arg", `${name}=${value}`);
  for (const [id, file] of Object.entries(builds.secrets ? inputs.secrets : {})) {
    args.push("--secret", `${csvField(`id=${id}`)},src=${file}`);
  }
  for (const [name, value] of Object.entries(request.labels ?? {})) args.push("--label", `${name}=${value}`);
  return [...args, inputs.context];
}
