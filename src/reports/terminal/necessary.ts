import type { Necessary, NotWatched } from "../../core/necessary.ts";
import { floorText, unopened } from "../../records/necessary.ts";
import { plain, wrap } from "./lines.ts";

/** How far an image is from what its service opened: the floor, then the largest that was never opened. Advice only. */
export function necessaryLines(told: Necessary | NotWatched, width: number): readonly string[] {
  if ("notWatched" in told) return [wrap(plain(`opened files were not watched: ${told.notWatched}`), width, "  ")];
  const named = unopened(told);
  return [
    wrap(plain(floorText(told)), width, "  "),
    ...(named.length === 0 ? [] : [wrap(plain(`not opened: ${named.join(", ")}`), width, "  ")]),
  ];
}
