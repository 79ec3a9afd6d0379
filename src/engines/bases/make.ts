import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SeaworthyError } from "../../core/errors/index.ts";
import { labels } from "../../core/labels.ts";
import type { Engine } from "../../core/ports/engine.ts";
import type { Files } from "../../core/ports/host.ts";
import { bootstrapRoot, ensureMmdebstrap, type BootstrapTools } from "./bootstrap.ts";
import { type HostCertificate, proxyBuildArgs } from "./certificates.ts";
import type { BaseDefinition, Layered } from "./define.ts";
import { fullName } from "./name.ts";

/** On stand-ins beside `labels.standIn`: the recipe they were made by. */
export const recipeLabel = `${labels.standIn}.recipe`;

export interface MakeTools extends BootstrapTools {
  readonly files: Files;
  readonly certificates: readonly HostCertificate[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function standInLabels(
  definition: BaseDefinition,
  digest: string,
  certificates: readonly HostCertificate[],
): Readonly<Record<string, string>> {
  return {
    [labels.standIn]: definition.madeFrom,
    [recipeLabel]: digest,
    // Written on runtime bases too: they must not look like a builder base that they were built from.
    [labels.hostCertificates]: String(definition.builder && certificates.length > 0),
  };
}

async function unpackNpm(spec: string, folder: string, tools: MakeTools): Promise<void> {
  const packed = `${folder}.packed`;
  await mkdir(packed, { recursive: true });
  await mkdir(folder, { recursive: true });
  const output = await tools.spawn({
    argv: ["npm", "pack", spec, "--silent", "--pack-destination", packed],
    cwd: packed,
    timeoutMs: 300_000,
  });
  const [archive] = await readdir(packed);
  if (output.exitCode !== 0 || archive === undefined) {
    throw new SeaworthyError("base-package-missing", {
      what: `${spec} could not be fetched from the npm registry`,
      why: `npm pack ended with ${output.exitCode ?? output.signal ?? "a timeout"}`,
      todo: `Try it by hand: npm pack ${spec}`,
      tried: output.stderr.trim().split("\n").slice(-3),
    });
  }
  const unpacked = await tools.spawn({
    argv: ["tar", "-xzf", join(packed, archive), "--strip-components=1", "--no-same-owner", "-C", folder],
  });
  if (unpacked.exitCode !== 0) throw new Error(`tar could not unpack ${archive}: ${unpacked.stderr.trim()}`);
  await tools.files.remove(packed);
}

async function writeContext(context: string, recipe: Layered, tools: MakeTools): Promise<void> {
  await mkdir(join(context, "certificates"), { recursive: true });
  for (const certificate of tools.certificates) {
    await writeFile(join(context, "certificates", `host-${certificate.sha256.slice(0, 16)}.crt`), certificate.pem);
  }
  for (const [path, text] of Object.entries(recipe.files)) {
    const file = join(context, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    await chmod(file, /\.(sh|envsh)$/.test(path) ? 0o755 : 0o644);
  }
  await Promise.all(Object.entries(recipe.npm).map(([folder, spec]) => unpackNpm(spec, join(context, folder), tools)));
}

/** Makes a stand-in under its official name. Its parents must be there. Throws SeaworthyError. */
export async function makeBase(
  engine: Engine,
  definition: BaseDefinition,
  digest: string,
  tools: MakeTools,
): Promise<void> {
  const tag = fullName(definition.reference);
  const marks = standInLabels(definition, digest, tools.certificates);
  const folder = await tools.files.temporary("base");
  try {
    if (definition.recipe.kind === "bootstrap") {
      await ensureMmdebstrap(tools);
      const file = join(folder, "root.tar");
      await bootstrapRoot(definition.recipe, file, tools);
      const changes = Object.entries(marks).map(([key, value]) => `LABEL ${key}=${JSON.stringify(value)}`);
      await engine.importRootfs(file, tag, [
        ...changes,
        'CMD ["bash"]',
        "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      ]);
      return;
    }
    await writeContext(folder, definition.recipe, tools);
    const built = await engine.build({
      context: folder,
      dockerfileText: definition.recipe.dockerfile,
      tag,
      labels: marks,
      buildArgs: proxyBuildArgs(tools.environment),
      timeoutMs: 900_000,
      ...(tools.onLine === undefined ? {} : { onLine: tools.onLine }),
    });
    if (built.ok) return;
    throw new SeaworthyError("base-build-failed", {
      what: `the stand-in for ${definition.reference} could not be built`,
      why: "a step of its recipe failed; it needs Debian's package archive, and the Python package index or the npm registry",
      todo: "See the last lines below; check that these registries can be reached from a container, then try again.",
      tried: `${built.output.stdout}\n${built.output.stderr}`.trim().split("\n").slice(-8),
    });
  } finally {
    await tools.files.remove(folder);
  }
}
