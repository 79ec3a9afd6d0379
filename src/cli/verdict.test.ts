import { expect, test } from "vitest";

import type { Proof } from "../core/proof.ts";
import { proofsCode } from "./verdict.ts";

const proof = (verdict: Proof["verdict"], parts: Partial<Proof> = {}): Proof => ({
  claim: "a",
  title: "",
  service: "",
  verdict,
  said: "x",
  commands: [],
  digests: [],
  figures: {},
  control: null,
  seconds: 0,
  ...parts,
});
const broken = { broken: "", verdict: "DID_NOT_FAIL", said: "", commands: [] } as const;

test.each<[string, readonly (readonly Proof[])[], number]>([
  ["all hold", [[proof("PASS")], [proof("PASS"), proof("SKIPPED")]], 0],
  ["one fails", [[proof("PASS")], [proof("FAIL")]], 1],
  ["a control did not fail", [[proof("PASS", { control: broken })]], 1],
  ["nothing could be proved", [[proof("SKIPPED")]], 2],
  ["nothing was proved", [[], []], 2],
  ["no service", [], 2],
  ["proving was cut off", [[proof("PASS"), proof("SKIPPED", { interrupted: true })]], 2],
  ["it was cut off after a failure", [[proof("FAIL"), proof("SKIPPED", { interrupted: true })]], 1],
  ["the claims asked for are about one of two", [[proof("PASS")], []], 0],
])("%s", (_, services, code) => expect(proofsCode(services)).toBe(code));
