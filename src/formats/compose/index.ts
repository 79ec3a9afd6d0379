export type * from "./tree.ts";
export { composeFileNames } from "./names.ts";
export { parseCompose } from "./parse.ts";
