import type { Waste, WasteReason } from "../../core/inspection.ts";
import type { Content, FinalEntry, ImageArchive, ViewChange } from "../../formats/image-archive/index.ts";
import { contentDigests } from "./digests.ts";

export interface LayerChanges {
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
}

/** Content that nothing in the image names any more. */
export interface DeadContent {
  readonly path: string;
  readonly content: Content;
  readonly by: number;
  readonly reason: WasteReason;
  /** Gone with a folder that a deletion names, not by its own name. */
  readonly withFolder: boolean;
}

interface Dead {
  readonly path: string;
  readonly content: Content;
  readonly change: ViewChange;
}

/** Follows what each layer does to the ones below it: counts of files, and which content goes out of use and why. */
export class ChangeTable {
  private readonly counts: { added: number; changed: number; deleted: number }[] = [];
  /** How many names a content has, where it is not one: hard links are rare. */
  private readonly names = new Map<Content, number>();
  private readonly dead: Dead[] = [];

  readonly take = (change: ViewChange): void => {
    this.count(change);
    const { before, after } = change;
    // The new name first: a hard link may replace the very name that it links to.
    if (after?.content && after.entry.type === "hardlink")
      this.names.set(after.content, (this.names.get(after.content) ?? 1) + 1);
    if (!before?.content) return;
    const left = (this.names.get(before.content) ?? 1) - 1;
    if (left > 0) {
      this.names.set(before.content, left);
      return;
    }
    this.names.delete(before.content);
    this.dead.push({ path: before.path, content: before.content, change });
  };

  private count({ kind, layer, before, after }: ViewChange): void {
    const row = (this.counts[layer] ??= { added: 0, changed: 0, deleted: 0 });
    if (isFile(after) && isFile(before)) {
      if (before?.layer !== layer) row.changed += 1;
    } else if (isFile(after)) row.added += 1;
    else if (isFile(before)) row[kind === "deleted" || after !== null ? "deleted" : "changed"] += 1;
  }

  changes(layer: number): LayerChanges {
    return this.counts[layer] ?? { added: 0, changed: 0, deleted: 0 };
  }

  /** All content that went out of use, in the order in which it did. Content that may only have got new metadata is compared. */
  async deadContent(image: ImageArchive): Promise<readonly DeadContent[]> {
    const suspects = this.dead.filter(({ content, change }) => maybeSame(content, change));
    const both = new Set(suspects.flatMap(({ content, change }) => [content, change.after?.content ?? content]));
    const digests = await contentDigests(image, both);
    return this.dead.map(({ path, content, change }) => {
      const { after, layer, through } = change;
      const same =
        maybeSame(content, change) &&
        after?.content != null &&
        digests.get(content) === digests.get(after.content) &&
        digests.has(content);
      const reason: WasteReason =
        after === null ? "deleted" : content.layer === layer ? "duplicate" : same ? "metadata" : "replaced";
      return { path, content, by: layer, reason, withFolder: after === null && through !== path };
    });
  }
}

function isFile(entry: FinalEntry | null): boolean {
  return entry !== null && entry.entry.type !== "directory";
}

function maybeSame(content: Content, { after, layer }: ViewChange): boolean {
  return content.size > 0 && content.layer !== layer && after?.content?.size === content.size;
}

const shown = 5;

/** Dead content by the layer that holds it, the layer that made it useless and the reason; most bytes first. */
export function wasteOf(dead: readonly DeadContent[]): readonly Waste[] {
  const groups = new Map<string, DeadContent[]>();
  for (const one of dead) {
    if (one.content.size === 0) continue;
    const key = `${one.content.layer} ${one.by} ${one.reason}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()]
    .flatMap((group): Waste[] => {
      const [first] = group;
      if (first === undefined) return [];
      const largest = group.toSorted((a, b) => b.content.size - a.content.size || (a.path < b.path ? -1 : 1));
      return [
        {
          layer: first.content.layer,
          by: first.by,
          reason: first.reason,
          bytes: group.reduce((sum, one) => sum + one.content.size, 0),
          files: group.length,
          largest: largest.slice(0, shown).map(({ path, content }) => ({ path, bytes: content.size })),
        },
      ];
    })
    .toSorted((a, b) => b.bytes - a.bytes || a.layer - b.layer || a.by - b.by);
}
