import type { Necessary } from "../core/necessary.ts";
import { bytes, counted } from "./figures.ts";

/** What was never opened is named down to this share of the image. */
const worthNaming = 0.01;
const mostNamed = 6;

/** How far an image is from the files that its service opened, in one sentence without an end. */
export function floorText(told: Necessary): string {
  const routes = told.driven.filter((one) => one.startsWith("/")).length;
  const health = told.driven.includes("health check") ? " and the health check" : "";
  const tests = told.driven.some((one) => one.startsWith("tests: ")) ? ", and by its tests" : "";
  return `opened ${counted(told.files, "file")} of ${told.imageFiles}, ${bytes(told.bytes)} of ${bytes(told.imageBytes)}, from its start to its stop, with ${counted(routes, "route")}${health} asked for${tests}: the floor`;
}

/** The largest packages and folders, or parts of them, that were not opened; empty where none is worth naming. */
export function unopened(told: Necessary): readonly string[] {
  return told.groups
    .filter((one) => one.bytes - one.openedBytes >= worthNaming * told.imageBytes)
    .slice(0, mostNamed)
    .map((one) => {
      const name = one.kind === "folder" ? one.name : `${one.kind} ${one.name}`;
      const left = bytes(one.bytes - one.openedBytes);
      return one.openedFiles === 0 ? `${name} ${left}` : `${left} of ${name}`;
    });
}
