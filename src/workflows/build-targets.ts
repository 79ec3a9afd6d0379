import type { ServicePlan } from "../core/plan.ts";
import type { Context } from "./context.ts";
import { composeAbove } from "./stack-root.ts";

/** What a build has to know of a service. */
export interface BuildTarget {
  /** Absolute. */
  readonly folder: string;
  readonly plan: Pick<ServicePlan, "service" | "path" | "image">;
}

/**
 * The services to build at a path. A compose file that names the image of that folder has said all that a build needs, so
 * the code itself is read only where none does: that takes longer than many a rebuild.
 */
export async function buildTargets(context: Context, path: string): Promise<readonly BuildTarget[]> {
  const folder = context.absolute(path);
  const told = (await context.files.exists(`${folder}/Dockerfile`)) ? await fromCompose(context, folder) : null;
  if (told !== null) return [told];
  const { loadApplication } = await import("./application.ts");
  return (await loadApplication(context, path, { alone: true })).asked;
}

/** Only where compose gives the image the name that seaworthy gives it: every command calls it the same. */
async function fromCompose(context: Context, folder: string): Promise<BuildTarget | null> {
  const above = await composeAbove(context, folder);
  if (above === null) return null;
  const { root, file, service } = above;
  const image = `${file.name ?? ""}-${service.name}`;
  if (service.image !== image && service.image !== `${image}:latest`) return null;
  return { folder, plan: { service: service.name, path: folder.slice(root.length + 1), image } };
}
