import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, isTest, readSource } from "../source/tree.mjs";
import { errorsOf, errorsPage } from "./errors.mjs";
import { kinds } from "./kinds.mjs";
import { unitLists } from "./lists.mjs";
import { loadModules } from "./load.mjs";
import { claimPages, diagnosisPages, stackPages } from "./pages.mjs";

/** Folders whose every file is generated: what is not written any more is removed. */
export const generatedFolders = [
  "docs/rules",
  "docs/stacks",
  "docs/claims",
  "docs/diagnoses",
  "docs/errors",
  "docs/schema",
];

/**
 * Every generated file of the repository, as text by path: the units' lists, the pages and the JSON schemas.
 * @param {string} base
 * @returns {Promise<Map<string, string>>}
 */
export async function generate(base) {
  const modules = readSource(base);
  const lists = unitLists(modules);
  /** @type {Record<string, string>} */
  const entries = {
    ruleDocs: "src/rules/docs.ts",
    notInText: "src/rules/knowledge/not-in-text.ts",
    ratings: "src/rules/schema.ts",
    configs: "src/rules/config/fields.ts",
    claimConfigs: "src/claims/config/schema.ts",
    records: "src/records/schema/record.ts",
    verifications: "src/records/schema/verification.ts",
    inspections: "src/image/schema.ts",
    attestations: "src/reports/attestation/schema.ts",
  };
  for (const { room } of kinds.filter(({ lazy }) => !lazy)) entries[room] = `src/${room}/all.gen.ts`;
  const loaded = await loadModules(base, entries, lists);

  const unitsOf = (/** @type {string} */ room) =>
    loaded[room]?.[kinds.find((kind) => kind.room === room)?.list ?? ""] ?? [];
  const errors = modules
    .filter(({ path }) => !isTest(path))
    .flatMap(({ path }) => errorsOf(path, readFileSync(join(base, path), "utf8")));
  return new Map([
    ...lists,
    ...rulePages(
      /** @type {Rule[]} */ (unitsOf("rules")),
      /** @type {RuleDocs} */ (loaded["ruleDocs"]),
      /** @type {NotInText} */ (loaded["notInText"]),
    ),
    ...stackPages(/** @type {import("./pages.mjs").Unit[]} */ (unitsOf("stacks"))),
    ...claimPages(/** @type {import("./pages.mjs").Claim[]} */ (unitsOf("claims"))),
    ...diagnosisPages(/** @type {import("./pages.mjs").Diagnosis[]} */ (unitsOf("diagnoses"))),
    ["docs/errors/README.md", errorsPage(errors)],
    ...(await schemas(/** @type {Schemas} */ (loaded))),
  ]);
}

/**
 * @typedef {import("../../src/rules/define.ts").Rule} Rule
 * @typedef {typeof import("../../src/rules/docs.ts")} RuleDocs
 * @typedef {typeof import("../../src/rules/knowledge/not-in-text.ts")} NotInText
 * @typedef {object} Schemas
 * @property {typeof import("../../src/rules/schema.ts")} ratings
 * @property {typeof import("../../src/rules/config/fields.ts")} configs
 * @property {typeof import("../../src/claims/config/schema.ts")} claimConfigs
 * @property {typeof import("../../src/records/schema/record.ts")} records
 * @property {typeof import("../../src/records/schema/verification.ts")} verifications
 * @property {typeof import("../../src/image/schema.ts")} inspections
 * @property {typeof import("../../src/reports/attestation/schema.ts")} attestations
 */

/**
 * @param {readonly Rule[]} rules
 * @param {RuleDocs} docs
 * @param {NotInText} elsewhere
 * @returns {[string, string][]}
 */
function rulePages(rules, docs, { notInText }) {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    ["docs/rules/README.md", docs.rulesIndex(sorted)],
    ["docs/rules/other-tools.md", docs.otherTools(sorted, notInText)],
    ...sorted.map(
      /** @returns {[string, string]} */ (rule) => [
        `docs/rules/${docs.ruleDocumentName(rule)}`,
        docs.ruleDocument(rule),
      ],
    ),
  ];
}

/**
 * @param {Schemas} loaded
 * @returns {Promise<[string, string][]>}
 */
async function schemas(loaded) {
  const { z } = await import("zod");
  const json = (/** @type {object} */ schema) => `${JSON.stringify(schema, null, 2)}\n`;
  return [
    ["docs/schema/rating.schema.json", json(z.toJSONSchema(await loaded.ratings.loadRateResultSchema()))],
    ["docs/schema/config.schema.json", json(loaded.configs.configJsonSchema())],
    ["docs/schema/claims.schema.json", json(loaded.claimConfigs.claimsJsonSchema(z))],
    ["docs/schema/inspection.schema.json", json(z.toJSONSchema(loaded.inspections.inspectionSchema(z)))],
    ["docs/schema/image-difference.schema.json", json(z.toJSONSchema(loaded.inspections.differenceSchema(z)))],
    ["docs/schema/attestation.schema.json", json(z.toJSONSchema(loaded.attestations.statementSchema(z)))],
    ["docs/schema/verification.schema.json", json(loaded.verifications.verificationJsonSchema())],
    ["docs/schema/record.schema.json", json(loaded.records.recordJsonSchema())],
  ];
}

/**
 * What differs between the generated files and the disk.
 * @param {string} base
 * @param {ReadonlyMap<string, string>} files
 * @returns {{ stale: string[], surplus: string[] }}
 */
export function differences(base, files) {
  const stale = [...files].filter(([path, text]) => read(join(base, path)) !== text).map(([path]) => path);
  const surplus = generatedFolders
    .filter((folder) => existsSync(join(base, folder)))
    .flatMap((folder) => filesBelow(base, folder))
    .filter((path) => !files.has(path));
  return { stale, surplus };
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
