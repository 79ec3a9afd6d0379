export type * from "./tree.ts";
export { parseCompose } from "./parse.ts";
