import type { Mount, ServicePlan, Stage, Step } from "../core/plan.ts";

/** Where Debian's tools look; the tools that bring roots of their own are pointed at it. */
const bundle = "/etc/ssl/certs/ca-certificates.crt";

const secret: Mount = { type: "secret", id: "ca", target: bundle };

/**
 * The plan for a network that inspects TLS: each step that downloads is lent the builder's certificates for its own
 * duration by a secret mount (`--secret id=ca,src=FILE`), so that no layer holds them. The final stage downloads nothing
 * and stays as it is; what it stands on is lent them too, but says nothing of it that the image would keep.
 */
export function planWithCertificates(plan: ServicePlan): ServicePlan {
  const { withDevDependencies } = plan;
  return {
    ...plan,
    stages: lentAbove(plan.stages),
    // What these are compared with and broken into is built on the same network, and kept by nobody.
    singleStage: plan.singleStage.map((stage) => lent(stage, true)),
    withDevDependencies: withDevDependencies === null ? null : lentAbove(withDevDependencies),
  };
}

/** Lent to each stage above the last. */
function lentAbove(stages: readonly Stage[]): readonly Stage[] {
  const last = stages.at(-1);
  const below = new Set<string | undefined>();
  for (let stage = last; stage !== undefined && !below.has(stage.name);) {
    below.add(stage.name);
    const { from } = stage;
    stage = stages.find(({ name }) => name === from);
  }
  return stages.map((stage) => (stage === last ? stage : lent(stage, !below.has(stage.name))));
}

/** `points` the tools that bring roots of their own at the bundle; apt looks there by itself. */
function lent(stage: Stage, points: boolean): Stage {
  if (!stage.steps.some(downloads)) return stage;
  const trust: Step = {
    kind: "env",
    values: { SSL_CERT_FILE: bundle, NODE_EXTRA_CA_CERTS: bundle, PIP_CERT: bundle },
    why: "Certificates of the network that builds: lent to each download by the secret `ca`, in no layer.",
  };
  const first = stage.steps.findIndex((step) => step.kind !== "workdir");
  const steps = stage.steps.map((step): Step =>
    step.kind === "run" && downloads(step) ? { ...step, mounts: [...(step.mounts ?? []), secret] } : step,
  );
  return { ...stage, steps: points ? [...steps.slice(0, first), trust, ...steps.slice(first)] : steps };
}

/** A step with a package cache downloads packages, and so do apt and the installations of a single stage. */
function downloads(step: Step): boolean {
  if (step.kind !== "run") return false;
  const command = typeof step.command === "string" ? step.command : step.command.join(" ");
  return (
    (step.mounts ?? []).some((mount) => mount.type === "cache") ||
    /\b(apt-get|pip install|uv sync|npm (ci|install))\b/.test(command)
  );
}
