import { randomBytes } from "node:crypto";
import type { BuildRequest, Engine, EngineInfo, ImageInfo } from "../core/ports/engine.ts";
import type { Files } from "../core/ports/host.ts";
import { build, type Builds } from "./build.ts";
import type { Cli } from "./cli.ts";
import { containers, type ContainerDialect } from "./containers.ts";
import { saysMissing } from "./engine-errors.ts";
import { imageInfo } from "./inspect-image.ts";
import { Json } from "./json.ts";
import { resources } from "./resources.ts";

/** Where docker's command line and podman's differ. */
export interface Dialect extends ContainerDialect {
  readonly build: Pick<Builds, "always" | "secrets" | "reader" | "fileFlag" | "afterEnded" | "namesBoundInputs">;
  readonly history: (cli: Cli, reference: string) => ReturnType<Engine["history"]>;
  /** Flags of `save` that ask for a docker-archive. */
  readonly archive: readonly string[];
  /** The name under which an import must be stored so that `FROM` finds it. */
  readonly storedName: (tag: string) => string;
}

const pullTimeoutMs = 1_800_000;

/** The Engine port over a command line that speaks docker's words. */
export function dockerLike(
  cli: Cli,
  info: EngineInfo,
  dialect: Dialect,
  files: Pick<Files, "temporary" | "remove">,
): Engine {
  const image = async (reference: string): Promise<ImageInfo | null> => {
    const args = ["image", "inspect", reference];
    const output = await cli.run(args, { timeoutMs: 120_000, keepBytes: 4 * 1024 * 1024 });
    if (saysMissing(output)) return null;
    if (output.exitCode !== 0) throw cli.error(args, output);
    const [first] = Json.parse(output.stdout).items;
    return first === undefined ? null : imageInfo(first);
  };
  return {
    info,
    typed: (args) => cli.typed(args),
    image,
    build: (request: BuildRequest) => build({ cli, files, image, ...dialect.build }, request),
    history: (reference) => dialect.history(cli, reference),
    pull: async (reference, signal) => {
      const args = ["pull", reference];
      const options = { timeoutMs: pullTimeoutMs, ...(signal === undefined ? {} : { signal }) };
      return cli.unlessGone(args, await cli.run(args, options));
    },
    async tag(reference, as) {
      await cli.must(["tag", reference, dialect.storedName(as)]);
    },
    async save(reference, file, signal) {
      const options = { timeoutMs: pullTimeoutMs, ...(signal === undefined ? {} : { signal }) };
      await cli.must(["save", ...dialect.archive, "-o", file, reference], options);
    },
    async importRootfs(file, tag, changes) {
      const flags = changes.flatMap((change) => ["--change", change]);
      const name = dialect.storedName(tag);
      await cli.must(["import", ...flags, file, name], { timeoutMs: pullTimeoutMs });
      const made = await image(name);
      if (made === null) throw new Error(`the engine imported ${name} and does not know it`);
      return made.id;
    },
    ...containers(cli, dialect, () => `seaworthy-${randomBytes(6).toString("hex")}`),
    ...resources(cli, dialect.removeNow),
  };
}
