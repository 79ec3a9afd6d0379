export type * from "./tree.ts";
export type { BuildInputs, Expansion, Scope, Variable } from "./scope.ts";
export type { Dependency, Source } from "./stages.ts";
export type { VariableUse } from "./expand.ts";
export { parseDockerfile } from "./parse.ts";
export { printDockerfile } from "./print.ts";
export { instructionsOf, walk } from "./walk.ts";
export {
  baseOf,
  copySource,
  dependencies,
  finalStage,
  lineage,
  reachableStages,
  rootImage,
  stageByName,
  stages,
} from "./stages.ts";
export { effectiveEnv, scopeAt } from "./variables.ts";
export { expandFrom } from "./globals.ts";
export { expand, variablesIn } from "./expand.ts";
export { effective, effectiveShell, effectiveUser } from "./effective.ts";
export { effectiveWorkdir } from "./workdirs.ts";
export { isStageName } from "./instruction.ts";
