import type { ServicePlan } from "../core/plan.ts";
import type { FileTree } from "../core/ports/host.ts";
import { renderDockerfile } from "./dockerfile.ts";
import { renderIgnore } from "./ignore.ts";

export interface GeneratedFile {
  /** Relative to the service's folder. */
  readonly path: string;
  readonly text: string;
}

/** All files that a service's image needs beside its source. `tree` is the service's own folder. */
export function generatedFiles(plan: ServicePlan, tree: FileTree): readonly GeneratedFile[] {
  return [
    { path: "Dockerfile", text: renderDockerfile(plan) },
    { path: ".dockerignore", text: renderIgnore(plan, tree) },
    ...plan.support,
  ];
}
