import type { ServicePlan, Stage } from "../core/plan.ts";
import { parseImageReference } from "../formats/image-ref/index.ts";

/** Registry -> the mirror that holds the same images, such as `docker.io` -> `mirror.example/dockerhub`. */
export type Mirrors = Readonly<Record<string, string>>;

/** The reference at its registry's mirror, tag and digest kept as written; unchanged where there is no mirror for it. */
export function atMirror(reference: string, mirrors: Mirrors): string {
  const parsed = parseImageReference(reference);
  if (reference === "scratch" || !parsed.ok) return reference;
  const { registry, repository, tag, digest } = parsed.reference;
  let mirror = Object.hasOwn(mirrors, registry) ? (mirrors[registry] ?? "") : "";
  while (mirror.endsWith("/")) mirror = mirror.slice(0, -1);
  if (mirror === "") return reference;
  return `${mirror}/${repository}${tag === null ? "" : `:${tag}`}${digest === null ? "" : `@${digest}`}`;
}

/** The plan with each image that is no stage of its own taken from its mirror. */
export function planAtMirrors(plan: ServicePlan, mirrors: Mirrors): ServicePlan {
  const moved = (stages: readonly Stage[]): readonly Stage[] => {
    const own = new Set(stages.map((stage) => stage.name));
    const at = (reference: string): string => (own.has(reference) ? reference : atMirror(reference, mirrors));
    return stages.map((stage) => ({
      ...stage,
      from: at(stage.from),
      steps: stage.steps.map((step) => {
        if (step.kind === "copy" && step.from !== undefined) return { ...step, from: at(step.from) };
        if (step.kind !== "run" || step.mounts === undefined) return step;
        const mounts = step.mounts.map((mount) =>
          mount.type === "bind" && mount.from !== undefined ? { ...mount, from: at(mount.from) } : mount,
        );
        return { ...step, mounts };
      }),
    }));
  };
  const { withDevDependencies } = plan;
  return {
    ...plan,
    stages: moved(plan.stages),
    singleStage: moved(plan.singleStage),
    withDevDependencies: withDevDependencies === null ? null : moved(withDevDependencies),
  };
}
