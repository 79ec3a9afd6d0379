export { rules } from "./all.gen.ts";
export {
  configJsonSchema,
  configNames,
  readConfig,
  unknownNames,
  type ConfigProblem,
  type RateConfig,
  type ReadConfig,
} from "./config/index.ts";
export type { Example, Rule } from "./define.ts";
export { ruleDocument, ruleDocumentName, rulesIndex } from "./docs.ts";
export { fileKindOf, isDockerfileName, isRatedName } from "./file-name.ts";
export { fixText, type AppliedFix, type FixOptions, type FixResult } from "./fix.ts";
export { rateResult, rateText, type FileRating, type RateOptions } from "./rate.ts";
export type { RepositoryFacts } from "./repository.ts";
export type { SuppressedFinding } from "./run.ts";
export { loadRateResultSchema, type RateResult } from "./schema.ts";
export { scoresOf } from "./score.ts";
