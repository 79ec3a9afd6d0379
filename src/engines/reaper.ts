import { labels } from "../core/labels.ts";
import type { Engine, Resource } from "../core/ports/engine.ts";
import { ownerIsAlive } from "./owner.ts";

export { owner, ownerToken } from "./owner.ts";
export { endOrphanedGroups } from "./process-ledger.ts";
export { removeUnfinished } from "./unfinished.ts";

export interface Swept {
  readonly removed: readonly { readonly kind: Resource; readonly name: string }[];
  /** What could not be removed, and what the engine said. */
  readonly failed: readonly { readonly kind: Resource; readonly name: string; readonly because: string }[];
}

/** Containers first: they hold on to all the others. */
const order: readonly Resource[] = ["container", "network", "volume", "image"];

/**
 * Removes what runs left behind. With `run`: all that this run made for itself. Without: what belongs to owners that are
 * certainly gone. Only what is labelled `transient` is looked at; `kept` things and things of others are never touched.
 */
export async function sweep(engine: Engine, options: { readonly run?: string } = {}): Promise<Swept> {
  const removed: { kind: Resource; name: string }[] = [];
  const failed: { kind: Resource; name: string; because: string }[] = [];
  const wanted: Record<string, string> = { [labels.life]: "transient" };
  if (options.run === undefined) wanted[labels.owner] = "";
  else wanted[labels.run] = options.run;
  const left = async (kind: Resource): Promise<readonly string[]> => {
    const items = await engine.list(kind, wanted);
    const ours = items.filter((item) => options.run !== undefined || !ownerIsAlive(item.labels[labels.owner] ?? ""));
    return ours.map(({ name }) => name);
  };
  const remove = async (kind: Resource, name: string): Promise<void> => {
    try {
      await engine.remove(kind, name);
      removed.push({ kind, name });
    } catch (error) {
      failed.push({ kind, name, because: error instanceof Error ? error.message : String(error) });
    }
  };
  const found = await Promise.all(order.map(left));
  for (const [index, kind] of order.entries()) {
    if (kind !== "image") await Promise.all((found[index] ?? []).map((name) => remove(kind, name)));
  }
  // Podman lists what an image was built on only when nothing stands on it any more, and two removals at once each leave it.
  let images = found[order.indexOf("image")] ?? [];
  while (images.length > 0) {
    for (const name of images) await remove("image", name);
    const seen = new Set([...removed, ...failed].map(({ name }) => name));
    images = (await left("image")).filter((name) => !seen.has(name));
  }
  return { removed, failed };
}
