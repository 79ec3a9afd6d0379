import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { inEngineShell, root, seaworthy } from "../run.ts";

/** The four commands of the seed record, word for word; the build is typed in the backend's folder. */
const build = "docker build -t todo-backend:latest .";
const start =
  "docker run -d --network todo-network --name backend -p 8000:8000 -e MCP_SERVER_URL=http://mcp-server:8080 todo-backend:latest";
const ask = ["curl http://localhost:8000/", "curl http://localhost:8000/health"] as const;

const backend = `${root}/examples/todo/backend`;

async function answered(command: string): Promise<{ status: string; body: string }> {
  const asked = command.replace(
    "curl ",
    "curl -sS --retry 30 --retry-delay 1 --retry-all-errors -w '\\n%{http_code}' ",
  );
  const { stdout } = await inEngineShell(asked);
  const lines = stdout.trimEnd().split("\n");
  return { status: lines.at(-1) ?? "", body: lines.slice(0, -1).join("\n") };
}

describe("the seed's four commands", () => {
  beforeAll(async () => {
    const up = await seaworthy(["up", "--yes", "examples/todo/mcp-server"]);
    expect(up.stderr + up.stdout).toContain("mcp-server");
    expect(up.exitCode).toBe(0);
  });

  afterAll(async () => {
    await inEngineShell("docker rm -f backend >/dev/null 2>&1 || true");
    await seaworthy(["down", "--volumes", "examples/todo"]);
  });

  it("build, run and answer, and health says that the MCP server is connected", async () => {
    const built = await inEngineShell(build, { cwd: backend });
    expect(built.exitCode, built.stderr).toBe(0);
    expect(built.stderr + built.stdout, "a plain docker build uses BuildKit").toMatch(/^#1 /m);

    const started = await inEngineShell(start, { cwd: backend });
    expect(started.exitCode, started.stderr).toBe(0);

    const [home, health] = [await answered(ask[0]), await answered(ask[1])];
    expect(home.status).toBe("200");
    expect(health.status).toBe("200");
    expect(JSON.parse(health.body)).toMatchObject({ status: "ok", mcp: { connected: true } });
  });

  it("health says so when the MCP server is not there (negative control)", async () => {
    await inEngineShell("docker stop -t 2 mcp-server >/dev/null");
    const health = await answered(ask[1]);
    expect(JSON.parse(health.body)).toMatchObject({ status: "degraded", mcp: { connected: false } });
  });

  it("data outlives down and the next up, and goes with down --volumes", async () => {
    await inEngineShell("docker rm -f backend >/dev/null");
    const up = () => seaworthy(["up", "--yes", "examples/todo/backend"]);
    const tasks = "http://localhost:8000/api/tasks";
    expect((await up()).exitCode).toBe(0);
    const json = `-H 'content-type: application/json' -d '{"title":"kept"}'`;
    expect((await inEngineShell(`curl -sS ${json} ${tasks}`)).stdout).toContain("kept");
    await seaworthy(["down", "examples/todo/backend"]);
    const again = await up();
    expect(again.exitCode, again.stderr).toBe(0);
    expect((await inEngineShell(`curl -sS ${tasks}`)).stdout).toContain("kept");

    const down = await seaworthy(["down", "--volumes", "examples/todo"]);
    expect(down.stdout).toMatch(/removed volume todo_backend-app-data/);
    expect((await up()).exitCode).toBe(0);
    expect((await inEngineShell(`curl -sS ${tasks}`)).stdout).toBe("[]");
    await seaworthy(["down", "--volumes", "examples/todo"]);
  });
});
