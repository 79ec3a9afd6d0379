import { expect, it } from "vitest";
import type { ServicePlan } from "../core/plan.ts";
import { planWithCertificates } from "./certificates.ts";

const plan = {
  singleStage: [{ name: "single", from: "c", steps: [{ kind: "run", command: "pip install uv && uv sync" }] }],
  withDevDependencies: null,
  stages: [
    {
      name: "builder",
      from: "a",
      steps: [
        { kind: "workdir", path: "/app" },
        { kind: "run", command: "npm ci", mounts: [{ type: "cache", target: "/root/.npm" }] },
        { kind: "run", command: "npm run build" },
      ],
    },
    { name: "final", from: "b", steps: [{ kind: "run", command: "apt-get update && apt-get install -y libpq5" }] },
  ],
} as unknown as ServicePlan;

it("lends the certificates to downloads of the builder, and to nothing else", () => {
  const [builder, final] = planWithCertificates(plan).stages;
  const runs = builder?.steps.filter((step) => step.kind === "run") ?? [];
  expect(
    runs.map((step) => step.mounts?.some((mount) => mount.type === "secret" && mount.id === "ca") ?? false),
  ).toEqual([true, false]);
  expect(builder?.steps.map((step) => step.kind)).toEqual(["workdir", "env", "run", "run"]);
  expect(final).toBe(plan.stages[1]);
});

it("leaves nothing in what the final stage stands on", () => {
  const install = { kind: "run", command: "apt-get update && apt-get install -y libpq5" };
  const base = { name: "base", from: "a", steps: [install] };
  const final = { name: "final", from: "base", steps: [] };
  const [lent] = planWithCertificates({ ...plan, stages: [base, final] } as unknown as ServicePlan).stages;
  expect(lent?.steps).toEqual([{ ...install, mounts: [expect.objectContaining({ type: "secret", id: "ca" })] }]);
});

it("lends them to what the image is compared with, too", () => {
  const { stages } = plan;
  const { singleStage, withDevDependencies } = planWithCertificates({ ...plan, withDevDependencies: stages });
  expect(singleStage[0]?.steps.at(-1)).toMatchObject({ mounts: [{ type: "secret", id: "ca" }] });
  expect(withDevDependencies).toEqual(planWithCertificates(plan).stages);
});
