import type { ServiceFacts } from "../../core/facts.ts";

/** The service of the examples of rules on the pair Dockerfile + repository. */
export const exampleService: ServiceFacts = {
  path: ".",
  name: "api",
  stack: "python",
  framework: "fastapi",
  packageManager: "pip",
  runtime: { name: "python", version: "3.13", source: ".python-version" },
  start: ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000"],
  port: 8000,
  health: "/health",
  routes: [],
  env: [],
  writes: [],
  upstreams: [],
  systemPackages: { build: [], run: [] },
  evidence: [],
  detail: {},
};
