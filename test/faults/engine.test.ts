import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { inEngineShell, seaworthy } from "../run.ts";
import { smallService, temporary } from "./app.ts";

let folder = "";
let remove = async (): Promise<void> => {};

beforeEach(async () => {
  ({ path: folder, remove } = await temporary("engine"));
  await smallService(folder);
});
afterEach(() => remove());

const mine = "docker ps -a --filter label=io.seaworthy.run --format '{{.Names}}'; docker network ls --filter label=io.seaworthy.run -q";

describe("no engine", () => {
  const none = { DOCKER_HOST: "unix:///nonexistent/docker.sock", XDG_DATA_HOME: "/nonexistent", XDG_RUNTIME_DIR: "/nonexistent", PATH: "/nonexistent" };

  it("build says what each one answered and what to do", async () => {
    await seaworthy(["init", folder]);
    const ran = await seaworthy(["build", folder], { env: none });
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain("docker");
    expect(ran.stderr).toContain("podman");
    expect(ran.stderr).toContain("seaworthy engine up");
  });

  it("the main command still does every step that needs none, and names the others as skipped", async () => {
    const ran = await seaworthy([folder], { env: none });
    expect(ran.stdout).toMatch(/detect/);
    expect(ran.stdout).toMatch(/rate/);
    for (const step of ["build", "run", "prove", "compare"]) expect(ran.stdout).toMatch(new RegExp(`${step}.*skipped`, "i"));
  });
});

describe("a taken port", () => {
  it("is named, and what holds it is left alone", async () => {
    const holder = createServer((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"));
    await new Promise<void>((resolve) => holder.listen(8080, "127.0.0.1", resolve));
    try {
      const ran = await seaworthy(["--yes", "--only", "starts", folder]);
      expect(ran.stdout).toMatch(/port 8080 .*taken/);
      expect(holder.listening).toBe(true);
    } finally {
      await new Promise((resolve) => holder.close(resolve));
    }
  });
});

describe("a container that never gets ready", () => {
  it("is given up within the limit, with its log, and removed", async () => {
    await smallService(folder, { "server.js": `console.log("I sleep"); import("node:http").then(({ createServer }) => { const server = createServer(); void server; });\nsetInterval(() => {}, 1000);\nconst listen = (server) => server.listen(Number(process.env.PORT ?? 8080));\nvoid listen;\n` });
    await seaworthy(["init", folder]);
    const ran = await seaworthy(["up", "--yes", folder]);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain("I sleep");
    expect((await inEngineShell(mine)).stdout.trim()).toBe("");
  });
});

describe("interruption", () => {
  const steps = ["detect", "generate", "rate", "bases", "build", "run", "prove", "compare"];

  it.each(steps.flatMap((step) => [[step, "SIGINT"] as const, [step, "SIGKILL"] as const]))(
    "at %s by %s leaves nothing behind",
    async (step, signal) => {
      const started = new RegExp(`"step-started","step":"${step}"|^.*\\b${step}\\b`, "m");
      const ran = await seaworthy(["--yes", "--only", "starts", folder], { signalWhen: { when: (text) => started.test(text), signal } });
      if (signal === "SIGINT") expect([2, 130, 0]).toContain(ran.exitCode);
      else expect([ran.signal, ran.exitCode]).toContainEqual(ran.signal === null ? 0 : "SIGKILL");
      // What a killed run left is removed by the next one, whatever it does.
      if (signal === "SIGKILL") await seaworthy(["build", "--yes", folder]);
      expect((await inEngineShell(mine)).stdout.trim()).toBe("");
    },
  );

  it("what others made is never touched", async () => {
    await inEngineShell("docker network create seaworthy-test-others >/dev/null");
    try {
      await seaworthy(["--yes", "--only", "starts", folder]);
      expect((await inEngineShell("docker network ls --format '{{.Name}}'")).stdout).toContain("seaworthy-test-others");
    } finally {
      await inEngineShell("docker network rm seaworthy-test-others >/dev/null");
    }
  });
});
