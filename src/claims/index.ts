export { allClaims } from "./all.gen.ts";
export { type Claim, type Control, defineClaim, type Outcome } from "./define.ts";
export { safeRoutes } from "./probes.ts";
export { hasRuntime } from "./stand-in-commands.ts";
export { isSingleStage, singleStage } from "./single-stage.ts";
export { watchOpened } from "./necessary/watch.ts";
export { isAsked, type OpenedTrial, proveAll, type ProveAllOptions, type TrialLog, type TrialRequest } from "./run.ts";
