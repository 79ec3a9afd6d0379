export type * from "./tree.ts";
export { dialectOf, isUnderstood, programName } from "./dialect.ts";
export { commandScript, parseShell, runScript } from "./script.ts";
