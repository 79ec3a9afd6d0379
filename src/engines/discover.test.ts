import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Output, Spawn } from "../core/ports/process.ts";
import { discoverEngine } from "./discover.ts";
import { dockerEngine } from "./docker.ts";
import { podmanEngine } from "./podman.ts";
import { programsOnPath } from "./programs-on-path.ts";

/** Answers by the words after the program, as real clients were seen to answer. */
function answering(table: Readonly<Record<string, Partial<Output>>>): { spawn: Spawn; asked: string[] } {
  const asked: string[] = [];
  const spawn: Spawn = (command) => {
    const line = command.argv.join(" ");
    asked.push(line);
    const found = Object.entries(table).find(([start]) => line.startsWith(start))?.[1];
    const output: Output = {
      argv: command.argv,
      exitCode: 0,
      signal: null,
      stdout: "",
      stderr: "",
      seconds: 0,
      timedOut: false,
      truncated: false,
    };
    return Promise.resolve({ ...output, ...(found ?? { exitCode: 1, stderr: `unexpected: ${line}` }) });
  };
  return { spawn, asked };
}

const files = { temporary: () => Promise.reject(new Error("unused")), remove: () => Promise.resolve() };
const server = (version: string, component = "Engine"): Partial<Output> => ({
  stdout: JSON.stringify({
    Server: { Version: version, Os: "linux", Arch: "amd64", Components: [{ Name: component }] },
  }),
});
const client28 = {
  "/new/docker --version": { stdout: "Docker version 28.2.2, build e6534b4\n" },
  "/new/docker buildx": { exitCode: 1, stderr: "docker: unknown command: docker buildx" },
};
const client20 = { "/old/docker --version": { stdout: "Docker version 20.10.24+dfsg1, build 297e128\n" } };
const info = { stdout: '["name=seccomp,profile=default"]' };
const make = (table: Readonly<Record<string, Partial<Output>>>, programs: readonly string[]) => {
  const { spawn, asked } = answering(table);
  return dockerEngine("unix:///x", programs, { spawn, files, env: {} }).then((engine) => ({ engine, asked }));
};

describe("a docker client is chosen", () => {
  test("one that has BuildKit, and the one without buildx is named", async () => {
    const table = {
      ...client28,
      ...client20,
      "/new/docker version": server("20.10.24"),
      "/new/docker info": info,
      "/old/docker version": server("20.10.24"),
      "/old/docker info": info,
    };
    const { engine } = await make(table, ["/new/docker", "/old/docker"]);
    expect(engine.info).toMatchObject({
      builder: "buildkit",
      clientVersion: "20.10.24+dfsg1",
      heredocs: false,
      rootless: false,
    });
    expect(engine.info.notes.join()).toContain("/new/docker 28.2.2 has no buildx plugin");
    expect(engine.info.environment).toEqual({ DOCKER_HOST: "unix:///x", DOCKER_BUILDKIT: "1" });
    expect(engine.typed(["build", "-t", "a b", "."])).toBe("docker build -t 'a b' .");
  });

  test("the classic builder where no client has BuildKit, and it is said what is missing", async () => {
    const { engine } = await make(
      { ...client28, "/new/docker version": server("20.10.24"), "/new/docker info": info },
      ["/new/docker"],
    );
    expect(engine.info).toMatchObject({ builder: "classic", heredocs: false, environment: { DOCKER_BUILDKIT: "0" } });
    expect(engine.info.notes.join()).toContain("install the docker-buildx plugin");
  });

  test("buildx of a new client with a new server reads heredocs", async () => {
    const table = {
      ...client28,
      "/new/docker buildx": { stdout: "github.com/docker/buildx 0.13" },
      "/new/docker version": server("26.1.5"),
      "/new/docker info": info,
    };
    expect((await make(table, ["/new/docker"])).engine.info).toMatchObject({
      builder: "buildkit",
      heredocs: true,
      notes: [],
    });
  });

  test.each([
    ["a server that is too old", { "/old/docker version": server("19.03.1") }, "docker 19.03.1 is older than 20.10"],
    [
      "podman behind docker's socket",
      { "/old/docker version": server("4.3.1", "Podman Engine") },
      "podman answers there",
    ],
    [
      "no permission",
      { "/old/docker version": { exitCode: 1, stderr: "permission denied while trying to connect" } },
      "permission denied",
    ],
    [
      "a server that does not tell its security options, so that rootless is not guessed",
      {
        "/old/docker version": server("20.10.24"),
        "/old/docker info": { exitCode: 1, stderr: "\nEOF while it answered\n" },
      },
      "EOF while it answered",
    ],
    ["a server that hangs", { "/old/docker version": { exitCode: null, timedOut: true } }, "no answer within 15 s"],
  ])("refused: %s", async (_, table, said) => {
    await expect(make({ ...client20, ...table }, ["/old/docker"])).rejects.toThrow(said);
  });

  test("refused: a program of that name that is podman", async () => {
    const table = { "/shim/docker --version": { stdout: "podman version 4.3.1\n" } };
    await expect(make(table, ["/shim/docker"])).rejects.toThrow("not a docker client (podman version 4.3.1)");
  });
});

test.each([
  [{ exitCode: 125, stderr: "Error: cannot set up namespace using newuidmap" }, "newuidmap"],
  [{ stdout: '{"version":{"Version":"3.4.4"}}' }, "podman 3.4.4 is older than 4.3"],
])("podman refused: %o", async (answer, said) => {
  const { spawn } = answering({ "podman info": answer });
  await expect(podmanEngine("podman", { spawn, files, env: {} })).rejects.toThrow(said);
});

describe("discovery", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "seaworthy-discover-"))));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("with nothing installed tells so of each, and what to do", async () => {
    const { spawn } = answering({});
    await expect(discoverEngine({ spawn, files, env: { PATH: folder, HOME: folder } })).rejects.toMatchObject({
      code: "no-engine",
      tried: ["docker: there is no docker client on PATH", "podman: there is no podman on PATH"],
      todo: expect.stringContaining("seaworthy engine up"),
    });
  });

  test("asks DOCKER_HOST first, then the current context, then sockets that are there, and tells each answer", async () => {
    writeFileSync(join(folder, "docker"), "", { mode: 0o755 });
    const socket = join(folder, "docker.sock");
    const listener = createServer().listen(socket);
    const contexts = [
      { Name: "default", DockerEndpoint: "unix:///no/such/default.sock", Current: false },
      { Name: "far", DockerEndpoint: "ssh://far", Current: true },
    ];
    const { spawn } = answering({
      [`${folder}/docker --version`]: { stdout: "Docker version 20.10.24, build x" },
      [`${folder}/docker context`]: { stdout: contexts.map((context) => JSON.stringify(context)).join("\n") },
      [`${folder}/docker version`]: { exitCode: 1, stderr: "Cannot connect to the Docker daemon" },
    });
    const env = { PATH: folder, HOME: folder, XDG_RUNTIME_DIR: folder, DOCKER_HOST: "tcp://127.0.0.1:1" };
    const error: unknown = await discoverEngine({ spawn, files, env, want: "docker" }).catch(
      (caught: unknown) => caught,
    );
    listener.close();
    expect(error).toMatchObject({ code: "no-engine", why: "each one that was found refused" });
    const tried =
      error instanceof Error && "tried" in error && Array.isArray(error.tried) ? error.tried.map(String) : [];
    expect(tried.slice(0, 3)).toEqual([
      "docker at tcp://127.0.0.1:1 (DOCKER_HOST): Cannot connect to the Docker daemon",
      "docker at ssh://far (docker context far): Cannot connect to the Docker daemon",
      "docker at unix:///no/such/default.sock (docker context default): there is no such socket",
    ]);
    expect(tried).toContain(`docker at unix://${socket} (socket): Cannot connect to the Docker daemon`);
    expect(tried.at(-1)).toContain("seaworthy/engine/docker.sock (seaworthy's own engine)");
  });

  test("an engine that does not exist is no engine", async () => {
    const { spawn } = answering({});
    await expect(discoverEngine({ spawn, files, env: { SEAWORTHY_ENGINE: "lxc" } })).rejects.toMatchObject({
      code: "engine-unknown",
    });
  });

  test("programs that are one file by links are one", () => {
    writeFileSync(join(folder, "podman"), "", { mode: 0o755 });
    const links = mkdtempSync(join(folder, "links-"));
    symlinkSync(join(folder, "podman"), join(links, "podman"));
    expect(programsOnPath("podman", `${links}:${folder}:/no/such/folder`)).toEqual([join(links, "podman")]);
  });
});
