export { unknownNames } from "./apply.ts";
export type { ConfigProblem, RateConfig, ReadConfig } from "./config.ts";
export { configJsonSchema } from "./fields.ts";
export { configNames } from "./names.ts";
export { readConfig } from "./read.ts";
