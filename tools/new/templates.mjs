/**
 * What a new unit begins with. Every place where a person must think says THINK; the test beside it fails as long as
 * one is left, so that a skeleton can be compiled and tried, and cannot be handed on.
 *
 * @typedef {{ id: string, name: string, version: string }} Values `name` is `category/name` for rules and diagnoses
 * @type {Readonly<Record<string, (values: Values) => string>>}
 */
export const unitTemplates = {
  rule: ({ id, name, version }) => `import { defineRule } from "../define.ts";

export default defineRule({
  id: "${id}",
  slug: "${name}",
  title: "THINK: what is wrong, in at most eight words",
  // THINK: error breaks or leaks, warning costs, info is better style, style is taste. Which score does it take from?
  severity: "warning",
  dimension: "maintainability",
  // THINK: default only where it is quiet on good files.
  profile: "strict",
  // THINK: safe if the edit can never change what the image does, suggested if it may, none if what was meant is unclear.
  fix: "none",
  since: "${version}",
  why: "THINK: what happens to the person who does this, in one or two sentences",
  sources: ["https://THINK.example/the-page-that-says-so"],
  // THINK: the same check elsewhere, as tool:id. Ids are facts; texts of other tools are never copied.
  aka: [],
  // THINK: the smallest file that shows it, and the same file put right. Both are run by the tests.
  examples: [{ bad: "FROM debian:13\\n", good: "FROM debian:13\\n" }],
  // THINK: what looks alike and is fine.
  quiet: [],
  message: (a: { what: string }) => \`THINK: what to do about \${a.what}\`,
  check({ each, report }) {
    // THINK: take the smallest builder that fits: each, eachStage, eachCall, or the whole view.
    each("run", (run) => {
      if (run.keyword.text === "THINK") report({ span: run.keyword, args: { what: run.keyword.text } });
    });
  },
});
`,
  claim: ({ id, version }) => `import { always, defineClaim, fails, holds } from "../define.ts";

export default defineClaim({
  id: "${id}",
  title: "THINK: the statement that is proved, as a sentence that could be false",
  why: "THINK: what goes wrong in production where it does not hold",
  sources: ["https://THINK.example/the-page-that-says-so"],
  since: "${version}",
  // THINK: true, or why it does not apply to this service.
  appliesTo: always,
  prove: async (trial) => {
    // THINK: see it with your own eyes: run, probe, look inside. Say the figure.
    const container = await trial.start({});
    return container.id === "" ? fails("THINK: what was seen") : holds("THINK: what was seen");
  },
  // THINK: the same check with the property broken. It must answer FAIL. No control needs a reason.
  control: { none: "THINK: why the property cannot be broken" },
});
`,
  diagnosis: ({ id, version }) => `import { defineDiagnosis } from "../define.ts";

export default defineDiagnosis({
  id: "${id}",
  title: "THINK: the failure in the words of a person who meets it",
  // THINK: build, start, runtime or network.
  stage: "start",
  since: "${version}",
  why: "THINK: how it comes to be",
  sources: ["https://THINK.example/the-page-that-says-so"],
  // THINK: the text of real logs, as narrow as it stays true on every engine and version.
  signatures: [/THINK: [^\\n]{1,200}/],
  // THINK: logs that look alike and mean something else.
  quiet: [],
  confirm() {
    // THINK: text alone is right four times in five. Which fact decides? Without it: null.
    return null;
  },
});
`,
  stack: ({ id, version }) => `import { SeaworthyError } from "../../core/errors/index.ts";
import { defineStack } from "../define.ts";

export default defineStack({
  id: "${id}",
  title: "THINK: the family and its package managers",
  why: "THINK: who runs it, and what can be read of it without running it",
  sources: ["https://THINK.example/how-it-is-deployed"],
  since: "${version}",
  recognise() {
    // THINK: a score from 1 (a bare manifest) to 100 (nothing else could be meant), with the line that says so.
    return null;
  },
  detect() {
    // THINK: facts from manifests and syntax trees, never from substrings, each with its file and line.
    throw new SeaworthyError("app-not-found", { what: "THINK", why: "THINK", todo: "THINK" });
  },
  owns: (facts) => facts.framework === "${id}",
  plan() {
    // THINK: stages, packages, env, port, health, user, writable paths.
    throw new SeaworthyError("app-not-found", { what: "THINK", why: "THINK", todo: "THINK" });
  },
});
`,
  report: ({ id, version }) => `import { defineReport } from "./define.ts";

export default defineReport({
  id: "${id}",
  title: "THINK: the form's own name",
  why: "THINK: who reads it, and with what",
  sources: ["https://THINK.example/the-specification"],
  since: "${version}",
  extension: "txt",
  // THINK: a pure function of the record, of ratings, or of both; leave out what cannot be said in this form.
  ratings: (ratings) => ratings.files.map((file) => \`THINK \${file.path}\\n\`).join(""),
});
`,
};

/**
 * @param {string} kind
 * @param {string} file the unit's file name
 */
export function testTemplate(kind, file) {
  return `import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import unit from "./${file}";

// THINK: ${asks[kind] ?? ""}
// Then take this away: it fails as long as the unit still asks.
test("every question of the skeleton is answered", () => {
  const text = readFileSync(new URL("./${file}", import.meta.url), "utf8");
  expect(unit.id).not.toBe("");
  expect(text.split("\\n").filter((line) => line.includes("THINK"))).toEqual([]);
});
`;
}

/** @type {Readonly<Record<string, string>>} */
const asks = {
  rule: "the examples are run by test/contract/rules.test.ts; a table here is for what they cannot show.",
  claim: "one row where it holds, one where it fails, one for each reason to skip it, one for its control.",
  diagnosis: "a real log that it knows, the facts that confirm it, a log that looks alike, and the remedy's edit.",
  stack: "a folder that it knows, one that it leaves to another stack, and the facts and the plan of the first.",
  report: "one rating and one record with every kind of finding and verdict, checked against the form's specification.",
};
