import type { ServicePlan } from "../core/plan.ts";
import type { BuildVariant } from "../core/ports/trial.ts";

const name = "single-stage";

/** The build that an image is set against: one stage, with all that the folder holds. */
export function singleStage(plan: ServicePlan): BuildVariant {
  return { name, stages: plan.singleStage, withoutIgnoreFile: true };
}

export function isSingleStage(variant: BuildVariant): boolean {
  return variant.name === name;
}
