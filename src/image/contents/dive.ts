import type { DiveFigures } from "../../core/inspection.ts";
import { type ImageLayer, type TarEntry, whiteoutOf } from "../../formats/image-archive/index.ts";
import type { Collector } from "../collector.ts";
import type { DeadContent } from "./changes.ts";

/** A path that occurs in several layers. */
interface Copies {
  smallest: number;
  total: number;
  /** The layer of the last copy, and its bytes: a second one in the same layer takes its place. */
  layer: number;
  last: number;
}

/** Layers of an image, at most: see ArchiveLimits. */
const mostLayers = 1024;

/**
 * dive's figures: for each path the smallest of its copies over the sum of all of them, a deletion counting as a copy of
 * no bytes. Of duplicates within a layer the last one counts.
 */
export class DiveTable implements Collector {
  /** Of most paths there is one copy: its bytes and its layer are kept as one number. */
  private readonly single = new Map<string, number>();
  private readonly several = new Map<string, Copies>();

  visit(layer: ImageLayer, entry: TarEntry): null {
    const whiteout = whiteoutOf(entry.path);
    if (whiteout === null) this.add(entry.path, entry.type === "file" ? entry.size : 0, layer.index);
    else if (whiteout !== "meaningless" && whiteout.kind === "plain") this.add(whiteout.path, 0, layer.index);
    return null;
  }

  private add(path: string, size: number, layer: number): void {
    const first = this.single.get(path);
    const packed = size * mostLayers + layer;
    if (first === undefined || first % mostLayers === layer) {
      this.single.set(path, packed);
      return;
    }
    const bytes = Math.floor(first / mostLayers);
    const copies = this.several.get(path);
    if (copies === undefined) {
      this.several.set(path, { smallest: bytes, total: bytes + size, layer, last: size });
      return;
    }
    if (copies.layer === layer) copies.total -= copies.last;
    else copies.smallest = Math.min(copies.smallest, copies.last);
    copies.total += size;
    copies.layer = layer;
    copies.last = size;
  }

  /** To be asked when all layers are read. */
  figures(dead: readonly DeadContent[], wastedBytes: number): DiveFigures {
    let [smallest, total, repeated] = [0, 0, 0];
    for (const [path, packed] of this.single) {
      const copies = this.several.get(path);
      const bytes = Math.floor(packed / mostLayers);
      smallest += copies === undefined ? bytes : Math.min(copies.smallest, copies.last);
      total += copies === undefined ? bytes : copies.total;
      if (copies !== undefined) repeated += copies.total;
    }
    return {
      efficiency: total === 0 ? 1 : smallest / total,
      wastedBytes: repeated,
      difference: repeated === wastedBytes ? [] : differences(dead, repeated > wastedBytes),
    };
  }
}

/** Which of the known differences in counting apply to this image. */
function differences(dead: readonly DeadContent[], more: boolean): readonly string[] {
  const bytes = (is: (one: DeadContent) => boolean): number =>
    dead.reduce((sum, one) => sum + (is(one) ? one.content.size : 0), 0);
  const withFolder = bytes((one) => one.withFolder);
  const twice = bytes((one) => one.reason === "duplicate");
  const rewritten = bytes((one) => one.reason === "replaced" || one.reason === "metadata");
  return [
    ...(withFolder === 0 ? [] : [`${withFolder} bytes went with a deleted folder, which dive does not follow`]),
    ...(twice === 0 ? [] : [`${twice} bytes were written twice within a layer, of which dive sees one copy`]),
    ...(rewritten === 0 && !more
      ? []
      : ["dive counts all copies of a path that occurs more than once, also the one that stays"]),
  ];
}
