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
    {
      says: "a score under the bar of the file's config",
      argv: ["rate"],
      workflows: rating(clean, { ...found, bar: { minSecurity: 8 } }),
      code: 1,
    },
    {
      says: "a score under another file's bar",
      argv: ["rate"],
      workflows: rating({ ...clean, bar: { minSecurity: 8 } }, { ...found, bar: { minSecurity: 7 } }),
      code: 0,
    },
    {
      says: "an option before the config",
      argv: ["rate", "--min-security", "7"],
      workflows: rating({ ...found, bar: { minSecurity: 8 } }),
      code: 0,
    },
    {
      says: "a config that no finding fails",
      argv: ["rate"],
      workflows: rating({ ...found, bar: { failOn: null } }),
      code: 0,
    },
    {
      says: "a severity asked for, over such a config",
      argv: ["rate", "--fail-on", "style"],
      workflows: rating({ ...found, bar: { failOn: null } }),
      code: 1,
    },
    {
      says: "a loop under its config's bar",
      argv: ["."],
      workflows: {
        loop: () =>
          Promise.resolve({
            services: [
              {
                service: "a",
                path: ".",
                record: { ...held, scoresAfter: scores },
                files: { markdown: "r.md", json: "r.json" },
                bar: { minSecurity: 10 },
              },
            ],
            kept: [],
            seconds: 1,
          }),
      },
      code: 1,
    },
    { says: "a config and none", argv: ["rate", "--config", "a", "--no-config"], workflows: rating(clean), code: 2 },
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
