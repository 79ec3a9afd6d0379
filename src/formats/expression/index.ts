export {
  callsIn,
  childrenOf,
  dottedName,
  entryOf,
  stringOf,
  walk,
  type CallExpression,
  type Expression,
  type FunctionExpression,
  type ObjectExpression,
} from "./expression.ts";
export { nodeChildren, problemLines, SourceText } from "./source-text.ts";
export { unescapeString } from "./unescape.ts";
