import { describe, expect, test } from "vitest";
import { backendRecord } from "../records/testing/backend-record.ts";
import { broken, clean, found, held, looped, pass, rating, scores } from "./testing/answers.ts";
import { ran } from "./testing/fake-process.ts";

describe("exit codes", () => {
  test.each([
    { says: "a clean rating", argv: ["rate"], workflows: rating(clean), code: 0 },
    { says: "a finding", argv: ["rate"], workflows: rating(clean, found), code: 1 },
    {
      says: "a finding below the severity asked for",
      argv: ["rate", "--fail-on", "error"],
      workflows: rating(found),
      code: 0,
    },
    {
      says: "a finding at the severity asked for",
      argv: ["rate", "--fail-on", "warning"],
      workflows: rating(found),
      code: 1,
    },
    {
      says: "findings, and scores over the bar",
      argv: ["rate", "--min-security", "7.5"],
      workflows: rating(found),
      code: 0,
    },
    { says: "a score under the bar", argv: ["rate", "--min-security", "8"], workflows: rating(clean, found), code: 1 },
    { says: "a file that does not parse", argv: ["rate", "--fail-on", "never"], workflows: rating(broken), code: 1 },
    { says: "a file that cannot be read", argv: ["rate"], workflows: rating({ ...broken, text: null }), code: 2 },
    { says: "nothing to rate", argv: ["rate"], workflows: rating(), code: 2 },
    { says: "a loop in which all held", argv: ["."], workflows: looped(held), code: 0 },
    { says: "a loop with a failed claim", argv: ["."], workflows: looped(held, backendRecord()), code: 1 },
    {
      says: "a loop in which nothing could be proved",
      argv: ["."],
      workflows: looped(backendRecord({ proofs: [] })),
      code: 2,
    },
    { says: "a loop that found no service", argv: ["."], workflows: looped(), code: 2 },
    {
      says: "a control that did not fail",
      argv: ["."],
      workflows: looped({
        ...held,
        proofs: [{ ...pass, control: { broken: "b", verdict: "DID_NOT_FAIL", said: "s", commands: [] } }],
      }),
      code: 1,
    },
    {
      says: "a loop under a bar",
      argv: ["--min-security", "10", "."],
      workflows: looped({ ...held, scoresAfter: scores }),
      code: 1,
    },
    { says: "an unknown option", argv: ["rate", "--jsn"], workflows: {}, code: 2 },
    { says: "a bar that is no score", argv: ["rate", "--min-security", "11"], workflows: {}, code: 2 },
    { says: "an unknown subcommand", argv: ["record", "shw"], workflows: {}, code: 2 },
    { says: "help", argv: ["--help"], workflows: {}, code: 0 },
    { says: "help of a command", argv: ["help", "rate"], workflows: {}, code: 0 },
    { says: "the version", argv: ["--version"], workflows: {}, code: 0 },
  ])("$says: $code", async ({ argv, workflows, code }) => {
    expect((await ran(argv, workflows)).code).toBe(code);
  });
});
