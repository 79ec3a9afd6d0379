import type { BuildResult } from "../core/ports/engine.ts";
import type { BuildVariant } from "../core/ports/trial.ts";
import { transient } from "./session.ts";
import type { Proving } from "./trial.ts";
import { hostSecrets } from "./secrets.ts";

/** Builds a changed copy of a service's image, for controls and comparisons. The user's folder stays as it is. */
export async function buildVariant(
  proving: Proving,
  variant: BuildVariant,
  undo: (() => Promise<void>)[],
): Promise<BuildResult & { tag: string }> {
  const { session, plan } = proving;
  const tag = `seaworthy-${session.id}/${plan.image}:${variant.name}`;
  let context = proving.folder;
  if (variant.files !== undefined || variant.withoutIgnoreFile === true) {
    const folder = await session.files.temporary("context");
    undo.push(() => session.files.remove(folder));
    context = `${folder}/context`;
    await session.files.copyTree(proving.folder, context);
    const changes = { ...variant.files, ...(variant.withoutIgnoreFile === true ? { ".dockerignore": null } : {}) };
    for (const [path, text] of Object.entries(changes)) {
      if (text === null) await session.files.remove(`${context}/${path}`);
      else await session.files.writeText(`${context}/${path}`, text);
    }
  }
  const dockerfileText =
    variant.dockerfileText ??
    (variant.stages === undefined ? proving.dockerfileText : proving.render(variant.stages, plan));
  const result = await session.engine.build({
    context,
    dockerfileText,
    tag,
    ...(variant.target === undefined ? {} : { target: variant.target }),
    ...(variant.noCache === undefined ? {} : { noCache: variant.noCache }),
    ...(variant.network === undefined ? {} : { network: variant.network }),
    buildArgs: session.proxies,
    secrets: hostSecrets(dockerfileText, session.certificateBundle),
    labels: transient(session),
    signal: session.signal,
    timeoutMs: proving.limits.buildSeconds * 1000,
  });
  if (result.ok) undo.push(session.cleanups.add(() => session.engine.remove("image", tag), "last"));
  return { ...result, tag };
}
