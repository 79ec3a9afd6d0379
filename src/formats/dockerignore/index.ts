export type * from "./tree.ts";
export { parseDockerignore } from "./parse.ts";
export { explainIgnore, ignores } from "./match.ts";
