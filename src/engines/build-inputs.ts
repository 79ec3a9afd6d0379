import { copyFile, symlink, writeFile } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import type { BuildRequest } from "../core/ports/engine.ts";
import type { Files } from "../core/ports/host.ts";

/** What a build reads, as absolute paths: the folder of `scratch` is to be removed when the build has ended. */
export interface BuildInputs {
  readonly context: string;
  readonly dockerfile: string;
  /** Secret id -> file. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly scratch: string | null;
}

/**
 * Puts a Dockerfile that is given as text into a file outside the context, so that the context stays as it is. The
 * context's .dockerignore still applies; its `Dockerfile.dockerignore`, which comes before that one, is put beside the text.
 * Secrets whose paths would break the flag's own syntax are reached through a link.
 */
export async function buildInputs(request: BuildRequest, files: Pick<Files, "temporary">): Promise<BuildInputs> {
  const context = resolve(request.context);
  const awkward = Object.entries(request.secrets ?? {}).filter(([, path]) => /[",\n\r]/.test(path));
  const scratch = request.dockerfileText !== undefined || awkward.length > 0 ? await files.temporary("build") : null;
  const secrets: Record<string, string> = {};
  for (const [id, path] of Object.entries(request.secrets ?? {})) secrets[id] = resolve(path);
  let dockerfile = inContext(context, request.dockerfile ?? "Dockerfile");
  if (scratch !== null) {
    for (const [index, [id, path]] of awkward.entries()) {
      const link = join(scratch, `secret-${index}`);
      await symlink(resolve(path), link);
      secrets[id] = link;
    }
    if (request.dockerfileText !== undefined) {
      const ignore = `${dockerfile}.dockerignore`;
      dockerfile = join(scratch, "Dockerfile");
      await writeFile(dockerfile, request.dockerfileText);
      await copyFile(ignore, `${dockerfile}.dockerignore`).catch(() => {});
    }
  }
  return { context, dockerfile, secrets, scratch };
}

function inContext(context: string, path: string): string {
  return isAbsolute(path) ? path : join(context, path);
}
