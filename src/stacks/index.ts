export { detect, type DetectOptions } from "./detect.ts";
export { planService, planStack, type PlanOptions } from "./plan-stack.ts";
export { stacks } from "./all.gen.ts";
