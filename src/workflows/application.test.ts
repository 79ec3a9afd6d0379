import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

import type { ServicePlan } from "../core/plan.ts";
import { makeContext } from "../wire/context.ts";
import { loadApplication } from "./application.ts";
import { buildFailed } from "./build.ts";

const lends = (plan: ServicePlan): boolean =>
  plan.stages.some(({ steps }) =>
    steps.some(
      (step) => step.kind === "run" && step.mounts?.some((mount) => mount.type === "secret" && mount.id === "ca"),
    ),
  );

it.each([
  ["not where nobody asked", null, "FROM python:3.13-slim\n", false],
  ["where --ca names them", "/ca.pem", "", true],
  [
    "where the Dockerfile was written so",
    null,
    "FROM python:3.13-slim\nRUN --mount=type=secret,id=ca,target=/c pip\n",
    true,
  ],
])("certificates are lent to downloads %s", async (_, ca, dockerfile, expected) => {
  const root = mkdtempSync(join(tmpdir(), "application-"));
  try {
    writeFileSync(join(root, "requirements.txt"), "fastapi==0.115.6\nuvicorn==0.34.0\n");
    writeFileSync(join(root, "app.py"), "from fastapi import FastAPI\napp = FastAPI()\n");
    if (dockerfile !== "") writeFileSync(join(root, "Dockerfile"), dockerfile);
    const context = makeContext({ cwd: root, env: {}, engine: null, ca, surface: "cli", typed: "" });
    const { asked } = await loadApplication(context, root);
    expect(asked.map(({ plan }) => lends(plan))).toEqual([expected]);
    const [service] = asked;
    if (service === undefined) throw new Error("no service");
    expect(buildFailed(service, "x\nself-signed certificate in certificate chain").todo).toContain("--ca FILE");
    expect(buildFailed(service, "x\nno such file").todo).not.toContain("--ca");
  } finally {
    rmSync(root, { recursive: true });
  }
});
