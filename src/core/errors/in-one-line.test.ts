import { expect, test } from "vitest";
import { inOneLine } from "./in-one-line.ts";

test.each([
  ["no engine answers", "docker is not installed", "no engine answers: docker is not installed"],
  ["There is no folder x.", "It was\n  removed.", "There is no folder x. It was removed."],
  ["it ended", "", "it ended"],
])("%s, %s", (message, why, told) => expect(inOneLine({ message, why })).toBe(told));
