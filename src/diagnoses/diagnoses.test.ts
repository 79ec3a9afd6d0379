import { describe, expect, it } from "vitest";

import { applyEdits } from "../core/edit.ts";
import type { ServiceFacts } from "../core/facts.ts";
import type { ServicePlan } from "../core/plan.ts";
import { parseDockerfile } from "../formats/dockerfile/index.ts";
import { allDiagnoses, diagnose } from "./index.ts";

const facts = {
  evidence: [{ fact: "app", file: "app/main.py", line: 7, because: "FastAPI()" }],
} as unknown as ServiceFacts;
const plan = {
  workdir: "/app",
  command: ["uvicorn", "app.main:app", "--port", "8000"],
  user: { uid: 10001, gid: 10001 },
  writable: [
    { path: "logs", lasting: false, why: "app/logs.py:9 writes there" },
    { path: "data", lasting: true, why: "app/settings.py:4 writes there" },
  ],
  upstreams: [{ name: "mcp-server", kind: "mcp", env: "MCP_SERVER_URL", default: "http://localhost:8080" }],
} as unknown as ServicePlan;

const naive = `FROM python:3.11
WORKDIR /app
COPY . .
ENV MCP_SERVER_URL=http://localhost:8080 MCP_REQUIRED=true
USER 10001
CMD uvicorn main:app --port 8000
`;

function diagnosed(log: string, user = "10001") {
  const dockerfile = parseDockerfile(naive);
  return diagnose(allDiagnoses, { stage: "start", log, facts, plan, dockerfile, user, siblings: ["mcp-server"] });
}

const met = [
  [
    "a module that is not there",
    'ERROR:    Error loading ASGI app. Could not import module "main".',
    "python-module-not-found",
    'CMD ["uvicorn", "app.main:app", "--port", "8000"]',
  ],
  [
    "a directory that is root's",
    "PermissionError: [Errno 13] Permission denied: 'logs'",
    "write-permission-denied",
    "RUN install -d -o 10001 -g 10001 logs data\nUSER 10001",
  ],
  [
    "localhost inside the container",
    "McpUnavailable: MCP connection timeout: http://localhost:8080 not usable within 15 s",
    "upstream-on-loopback",
    "ENV MCP_REQUIRED=true",
  ],
] as const;

describe("diagnoses", () => {
  it.each(met)("%s is found and its remedy edits the Dockerfile", (_, log, id, remedied) => {
    const [found] = diagnosed(log);
    expect(found?.id).toBe(id);
    expect(found?.symptom).toBe(log);
    const text = applyEdits(naive, found?.remedy?.edits ?? []);
    expect(text).toContain(remedied);
    expect(parseDockerfile(text).errors).toEqual([]);
  });

  it("the facts decide: root is never told that it may not write", () => {
    expect(diagnosed("PermissionError: [Errno 13] Permission denied: 'logs'", "")).toEqual([]);
  });

  it("the facts decide: a module that is the right one is not the cause", () => {
    expect(diagnosed('Could not import module "app.main".')).toEqual([]);
  });

  it("the facts decide: another port on localhost is not this upstream", () => {
    expect(diagnosed("connection refused: http://localhost:9999")).toEqual([]);
  });

  it.each(allDiagnoses.flatMap((unit) => unit.quiet.map((text) => [unit.id, text] as const)))(
    "%s stays quiet on %s",
    (id, text) => {
      expect(diagnosed(text).map((one) => one.id)).not.toContain(id);
    },
  );
});
