import type { SeaworthyError } from "./index.ts";

/** What happened and why, as one line for a place that has no room for more. */
export function inOneLine({ message, why }: Pick<SeaworthyError, "message" | "why">): string {
  const what = message.trim();
  const joint = why === "" || /[.!?:]$/.test(what) ? " " : ": ";
  return `${what}${joint}${why}`.replaceAll(/\s+/g, " ").trim();
}
