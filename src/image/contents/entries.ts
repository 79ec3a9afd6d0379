import type { LayerEntry } from "../../core/image-contents.ts";
import type { ViewChange } from "../../formats/image-archive/index.ts";

/** Keeps what each layer did to each path, for those who want to look through it. */
export class EntryTable {
  private readonly byLayer: LayerEntry[][] = [];

  readonly take = ({ kind, layer, before, after }: ViewChange): void => {
    const final = after ?? before;
    if (final === null) return;
    const { type, mode, uid, gid, linkname } = final.entry;
    const rest = { type, bytes: final.content?.size ?? 0, mode, uid, gid, link: linkname };
    // Written twice in one layer: to those who look at layers it was added once.
    const change = kind === "changed" && before?.layer === layer ? "added" : kind;
    (this.byLayer[layer] ??= []).push({ path: final.path, change, ...rest });
  };

  layers(count: number): readonly (readonly LayerEntry[])[] {
    return Array.from({ length: count }, (_, layer) => this.byLayer[layer] ?? []);
  }
}
