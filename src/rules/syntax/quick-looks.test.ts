import fc from "fast-check";
import { expect, it } from "vitest";
import { expand, parseDockerfile, scopeAt, variablesIn } from "../../formats/dockerfile/index.ts";
import { rateText } from "../index.ts";

// What is told by a pattern before anything is read must be what reading tells.
const pieces = [
  "$A",
  "${A}",
  "${A:-",
  "${B-x",
  "}",
  "${A:?",
  "$",
  "{",
  "a",
  "1",
  "_",
  "-",
  ":",
  "/",
  '"',
  "'",
  "$1",
  "é",
];
const word = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }).map((some) => some.join(""));

function valueOf(text: string) {
  const file = parseDockerfile(`FROM debian:13\nENV X=${text}\n`);
  const env = file.instructions[1];
  const value = env?.kind === "env" && env.pairs.length === 1 ? (env.pairs[0]?.value ?? null) : null;
  return env === undefined || value === null ? null : { value, scope: scopeAt(file, env) };
}

it("a value that the builder refuses is told, and no other", () => {
  fc.assert(
    fc.property(word, (text) => {
      const read = valueOf(text);
      if (read === null) return;
      const { findings } = rateText("Dockerfile", `FROM debian:13\nENV X=${text}\n`, { profile: "all" });
      const told = findings.some(({ slug }) => slug === "syntax/pair");
      // A value without quotes and braces has nothing that could be wrong but for what another rule tells.
      if (/["']|\$\{/.test(text)) expect(told, text).toBe(expand(read.value, read.scope).error !== null);
    }),
    { numRuns: 2000 },
  );
});

it("the variables of a word are those of the same word with an empty quote behind it", () => {
  fc.assert(
    fc.property(word, (text) => {
      const [alone, quoted] = [valueOf(text), valueOf(`${text}''`)];
      if (alone === null || quoted === null || /["']/.test(text)) return;
      expect(variablesIn(alone.value, "\\"), text).toEqual(variablesIn(quoted.value, "\\"));
    }),
    { numRuns: 2000 },
  );
});
