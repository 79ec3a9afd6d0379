import type { DiveFigures } from "../../core/inspection.ts";
import { type ImageLayer, type TarEntry, whiteoutOf } from "../../formats/image-archive/index.ts";
import type { Collector } from "../collector.ts";
import type { DeadContent } from "./changes.ts";

interface Copies {
  smallest: number;
  total: number;
  count: number;
}

/**
 * dive's figures: for each path the smallest of its copies over the sum of all of them, a deletion counting as a copy of
 * no bytes. Of duplicates within a layer the last one counts.
 */
export class DiveTable implements Collector {
  private readonly paths = new Map<string, Copies>();
  private layer = new Map<string, number>();
  private index = 0;

  visit(layer: ImageLayer, entry: TarEntry): null {
    if (layer.index !== this.index) this.closeLayer();
    this.index = layer.index;
    const whiteout = whiteoutOf(entry.path);
    if (whiteout === null) this.layer.set(entry.path, entry.type === "file" ? entry.size : 0);
    else if (whiteout !== "meaningless" && whiteout.kind === "plain") this.layer.set(whiteout.path, 0);
    return null;
  }

  private closeLayer(): void {
    for (const [path, size] of this.layer) {
      const copies = this.paths.get(path);
      if (copies === undefined) this.paths.set(path, { smallest: size, total: size, count: 1 });
      else {
        copies.smallest = Math.min(copies.smallest, size);
        copies.total += size;
        copies.count += 1;
      }
    }
    this.layer = new Map();
  }

  /** To be asked once, when all layers are read. */
  figures(dead: readonly DeadContent[], wastedBytes: number): DiveFigures {
    this.closeLayer();
    let [smallest, total, repeated] = [0, 0, 0];
    for (const copies of this.paths.values()) {
      smallest += copies.smallest;
      total += copies.total;
      if (copies.count > 1) repeated += copies.total;
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
