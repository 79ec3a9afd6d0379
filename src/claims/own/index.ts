export { specOfTable } from "./from-config.ts";
export { readTestFile, testFileKind, withOwnIds } from "./gather.ts";
export { ownClaim } from "./own-claim.ts";
export type { OwnSpec } from "./spec.ts";
