import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { root, run, seaworthy } from "../run.ts";

describe("the running stack in a real browser", () => {
  let url = "";

  beforeAll(async () => {
    const up = await seaworthy(["up", "--yes", "--json", "examples/todo"]);
    expect(up.exitCode, up.stderr).toBe(0);
    const { services } = JSON.parse(up.stdout) as { services: { service: string; url: string | null }[] };
    url = services.find((one) => one.service === "frontend")?.url ?? "";
  });

  afterAll(async () => {
    await seaworthy(["down", "--volumes", "examples/todo"]);
  });

  it("uses the frontend through to the MCP tool", async () => {
    expect(url).toMatch(/^http:\/\/localhost:\d+$/);
    const ran = await run(["npm", "run", "test:e2e"], {
      cwd: `${root}/examples/todo/frontend`,
      env: { TODO_URL: url },
    });
    expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
    expect(ran.stdout).toMatch(/[1-9]\d* passed/);
  });
});
