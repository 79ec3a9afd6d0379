import { mkdir, symlink, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { programsOnPath } from "../../src/engines/programs-on-path.ts";
import { inEngineShell, seaworthy } from "../run.ts";
import { smallService, temporary } from "./app.ts";
import { filesBelow, findEngine, leftIn } from "./traces.ts";

let folder = "";
let app = "";
let env: Record<string, string> = {};
let remove = async (): Promise<void> => {};

beforeEach(async () => {
  ({ path: folder, remove } = await temporary("engine"));
  app = `${folder}/small`;
  await mkdir(app);
  await mkdir(`${folder}/tmp`);
  env = { TMPDIR: `${folder}/tmp` };
  await smallService(app);
});
afterEach(async () => {
  await inEngineShell("docker rmi -f small:latest >/dev/null 2>&1 || true");
  await remove();
});

describe("no engine", () => {
  const none = {
    DOCKER_HOST: "unix:///nonexistent/docker.sock",
    XDG_DATA_HOME: "/nonexistent",
    XDG_RUNTIME_DIR: "/nonexistent",
    PATH: "/nonexistent",
  };

  it("build says what each one answered and what to do", async () => {
    await seaworthy(["init", app]);
    const ran = await seaworthy(["build", app], { env: none });
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain("no-engine");
    expect(ran.stderr).toContain("there is no docker client on PATH");
    expect(ran.stderr).toContain("there is no podman on PATH");
    expect(ran.stderr).toContain("seaworthy engine up");
  });

  it("a socket behind which nothing answers is told with what it said", async () => {
    await seaworthy(["init", app]);
    const [docker = ""] = programsOnPath("docker", process.env["PATH"]);
    await mkdir(`${folder}/bin`);
    await symlink(docker, `${folder}/bin/docker`);
    const silent = await hold(`${folder}/docker.sock`, (socket) => socket.destroy());
    try {
      const host = { DOCKER_HOST: `unix://${folder}/docker.sock` };
      const ran = await seaworthy(["build", app], { env: { ...none, ...host, PATH: `${folder}/bin` } });
      expect(ran.exitCode).toBe(2);
      expect(ran.stderr.replaceAll(/\s+/g, " ")).toMatch(/docker\.sock \(DOCKER_HOST\): [^-]*(?:connect|EOF|reset)/i);
    } finally {
      await silent.release();
    }
  });

  it("the main command still does every step that needs none, names the others as skipped, and writes the record", async () => {
    const ran = await seaworthy([app], { env: none });
    expect(ran.exitCode, ran.stderr).toBe(2);
    for (const step of ["detect", "generate", "rate small", "record small"]) expect(ran.stderr).toContain(`✓ ${step}`);
    for (const step of ["bases", "build", "run", "prove", "compare"]) expect(ran.stderr).toContain(`- ${step} small`);
    const shown = await seaworthy(["record", "show"], { cwd: app });
    expect(shown.exitCode, shown.stderr).toBe(0);
    expect(shown.stdout).toMatch(/build.*skipped|skipped.*build/is);
  });
});

/** Listens on a port of this machine, or at a socket, as somebody's program does. */
async function hold(
  at: number | string,
  answer: (socket: Socket) => void,
): Promise<{ listens: () => boolean; release: () => Promise<void> }> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {});
    answer(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    if (typeof at === "number") server.listen(at, "0.0.0.0", resolve);
    else server.listen(at, resolve);
  });
  const release = async (): Promise<void> => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { listens: () => server.listening, release };
}

describe("a taken port", () => {
  const holders = {
    "by a web server": (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"),
    "by something that answers nothing": () => {},
  };
  it.each(Object.entries(holders))(
    "%s is named, the rest is done, and what holds it is left alone",
    async (_, answer) => {
      const holder = await hold(8080, answer);
      try {
        const ran = await seaworthy(["--yes", "--only", "starts", app], { env });
        expect(ran.stderr).toMatch(/- run small\s+port 8080 of this machine is taken/);
        expect(ran.stderr).toMatch(/✓ prove small/);
        expect(ran.exitCode, ran.stderr).toBe(0);
        expect(holder.listens()).toBe(true);
        expect(await leftIn(await findEngine(), ran.pid)).toEqual([]);
      } finally {
        await holder.release();
      }
    },
  );

  it("up says so, and leaves nothing", async () => {
    const holder = await hold(8080, () => {});
    try {
      await seaworthy(["init", app]);
      const ran = await seaworthy(["up", "--yes", app], { env });
      expect(ran.exitCode).toBe(2);
      expect(ran.stderr).toContain("port-taken");
      expect(await leftIn(await findEngine(), ran.pid)).toEqual([]);
    } finally {
      await holder.release();
    }
  });
});

describe("a container that never gets ready", () => {
  beforeEach(async () => {
    const server = `import { createServer } from "node:http";
const server = createServer((request, response) => response.end("never\\n"));
const port = Number(process.env.PORT ?? 8080);
console.log("I sleep and do not listen on", port);
setTimeout(() => server.listen(port), 3_600_000);
`;
    await smallService(app, { "server.js": server });
  });

  it("is given up within the limit by up, with its log, and removed", async () => {
    await seaworthy(["init", app]);
    const ran = await seaworthy(["up", "--yes", app], { env });
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain("not-ready");
    expect(ran.stderr).toContain("I sleep and do not listen");
    expect(await leftIn(await findEngine(), ran.pid)).toEqual([]);
    expect(filesBelow(`${folder}/tmp`)).toEqual([]);
  });
});

describe("what others made is never touched", () => {
  const name = "seaworthy-test-others";

  it("a network, a volume, and a container that bears the service's own name", async () => {
    await inEngineShell(`docker network create ${name}; docker volume create ${name}`);
    await seaworthy(["init", app]);
    await seaworthy(["build", "--yes", app]);
    await inEngineShell(`docker run -d --name small --network ${name} -v ${name}:/data small:latest sleep 300`);
    try {
      const ran = await seaworthy(["--yes", "--only", "starts", app], { env });
      expect(ran.exitCode, ran.stderr).toBe(0);
      expect(ran.stderr).toMatch(/- run small\s+a container called small is there already/);
      const up = await seaworthy(["up", app], { env });
      expect(up.exitCode).toBe(2);
      expect(up.stderr).toContain("name-taken");
      const down = await seaworthy(["down", app], { env });
      expect(down.exitCode, down.stderr).toBe(0);
      const there = await inEngineShell(
        `docker inspect small --format '{{.State.Status}}'; docker network ls --format '{{.Name}}' | grep ${name}; docker volume ls -q | grep ${name}`,
      );
      expect(there.stdout.trim().split("\n")).toEqual(["running", name, name]);
    } finally {
      await inEngineShell(
        `docker rm -f small >/dev/null; docker network rm ${name} >/dev/null; docker volume rm ${name} >/dev/null`,
      );
    }
  });
});

describe("a build that prints 500 MB", () => {
  // Docker's BuildKit passes on 2 MiB of a step's output; buildah all of it.
  it.for(["docker", "podman"])("ends, in bounded memory (%s)", async (kind, { skip }) => {
    const there = programsOnPath(kind, process.env["PATH"]).length > 0;
    if (!there || (await seaworthy(["engine", "status", "--engine", kind])).exitCode !== 0) skip(`no ${kind} here`);
    const line = "x".repeat(99);
    const steps = [1, 2, 3, 4, 5].map((step) => `RUN yes ${step}${line} | head -c 100000000\n`).join("");
    await writeFile(`${app}/Dockerfile`, `FROM debian:bookworm-slim\n${steps}CMD ["true"]\n`);
    let most = 0;
    const args = ["build", "--yes", "--no-cache", "--engine", kind, "--tag", "small:printing", app];
    const ran = await seaworthy(args, { env, onPrinted: (printed) => (most = printed.length) });
    await inEngineShell(`${kind} rmi -f small:printing >/dev/null`);
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(most).toBeLessThan(1_000_000);
    expect(ran.peakBytes).toBeGreaterThan(20_000_000);
    expect(ran.peakBytes).toBeLessThan(250_000_000);
  });
});
