export { readGossFile } from "./read.ts";
export {
  type GossAttribute,
  type GossFile,
  type GossKind,
  type GossMatcher,
  type GossResource,
  type GossValue,
} from "./tree.ts";
