import type { Necessary, NotWatched } from "../../core/necessary.ts";
import { bytes, counted } from "../../records/figures.ts";
import { plain, wrap } from "./lines.ts";

/** What was never opened is named down to this share of the image. */
const worthNaming = 0.01;
const mostNamed = 6;

/** How far an image is from what its service opened: the floor, then the largest that was never opened. Advice only. */
export function necessaryLines(told: Necessary | NotWatched, width: number): readonly string[] {
  if ("notWatched" in told) return [wrap(plain(`opened files were not watched: ${told.notWatched}`), width, "  ")];
  const driven = told.driven.filter((one) => one.startsWith("/")).length;
  const floor = `opened ${counted(told.files, "file")} of ${told.imageFiles}, ${bytes(told.bytes)} of ${bytes(told.imageBytes)}, from its start to its stop, with ${counted(driven, "route")}${told.driven.length > driven ? " and the health check" : ""} asked for: the floor`;
  const named = told.groups
    .filter((one) => one.bytes - one.openedBytes >= worthNaming * told.imageBytes)
    .slice(0, mostNamed)
    .map((one) => {
      const name = one.kind === "folder" ? one.name : `${one.kind} ${one.name}`;
      return one.openedFiles === 0 ? `${name} ${bytes(one.bytes)}` : `${bytes(one.bytes - one.openedBytes)} of ${name}`;
    });
  const advice = named.length === 0 ? [] : [wrap(plain(`not opened: ${named.join(", ")}`), width, "  ")];
  return [wrap(plain(floor), width, "  "), ...advice];
}
