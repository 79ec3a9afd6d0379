import type { ServiceFacts } from "../core/facts.ts";
import type { ServicePlan } from "../core/plan.ts";
import type { BuildResult, ChangedPath, ContainerState, Engine, ImageInfo, RunRequest } from "../core/ports/engine.ts";
import type { HttpAnswer, HttpRequest } from "../core/ports/host.ts";
import type { Output } from "../core/ports/process.ts";
import type { BuildVariant, Fault, Running, StartOptions, Trial } from "../core/ports/trial.ts";
import { memorySource } from "../formats/image-archive/index.ts";

/** What a table's row says of the world; everything left out is as it should be. */
export interface World {
  readonly facts?: Partial<ServiceFacts>;
  readonly plan?: Partial<ServicePlan>;
  readonly files?: Readonly<Record<string, string>>;
  readonly images?: Readonly<Record<string, Partial<ImageInfo>>>;
  readonly archives?: Readonly<Record<string, Uint8Array>>;
  readonly build?: (variant: BuildVariant) => Partial<BuildResult>;
  readonly ready?: (options: StartOptions) => boolean;
  /** What a container that is not ready said. */
  readonly said?: string;
  readonly get?: (
    path: string,
    from: "host" | "sibling",
    options: StartOptions,
    faults: Readonly<Record<string, Fault | "none" | null>>,
  ) => Partial<HttpAnswer>;
  readonly ask?: (path: string, request: HttpRequest, options: StartOptions) => Partial<HttpAnswer>;
  /** What a program prints that is run beside the service. */
  readonly exec?: (argv: readonly string[], options: StartOptions) => Partial<Output>;
  /** `frozen` tells of a STOP not followed by a CONT. */
  readonly state?: (options: StartOptions, frozen: boolean) => Partial<ContainerState>;
  /** What the toolbox, or a program in the image, prints. */
  readonly runToEnd?: (request: RunRequest, options: StartOptions) => Partial<Output>;
  readonly changes?: readonly string[];
  /** What the service wrote in a run before the claims; absent where there was none. */
  readonly plainWrites?: readonly string[];
  /** Other engines at hand, and whether each reads heredocs. */
  readonly engines?: Readonly<Record<string, boolean>>;
  /** Whether the stack has the real services of its upstreams; true where absent. */
  readonly real?: boolean;
  readonly stopSeconds?: number;
}

export function output(parts: Partial<Output>): Output {
  return {
    argv: [],
    exitCode: 0,
    signal: null,
    stdout: "",
    stderr: "",
    seconds: 0,
    timedOut: false,
    truncated: false,
    ...parts,
  };
}

const facts: ServiceFacts = {
  path: ".",
  name: "backend",
  stack: "python",
  framework: "fastapi",
  packageManager: "uv",
  runtime: { name: "python", version: "3.11", source: "pyproject.toml" },
  start: ["uvicorn", "app.main:app", "--host", "0.0.0.0"],
  port: 8000,
  health: "/health",
  routes: [
    { method: "GET", path: "/", file: "app/main.py", line: 1, safe: true },
    { method: "POST", path: "/api/tasks", file: "app/main.py", line: 2, safe: false },
  ],
  env: [],
  writes: [],
  upstreams: [],
  systemPackages: { build: [], run: [] },
  evidence: [],
  detail: { app: "app.main:app" },
};

const plan: ServicePlan = {
  service: "backend",
  path: ".",
  image: "todo-backend",
  headline: "",
  stages: [
    { name: "base", from: "python:3.11-slim", steps: [] },
    { name: "builder", from: "base", steps: [{ kind: "run", command: "uv sync --locked --no-dev" }] },
    { name: "final", from: "base", steps: [] },
  ],
  user: { uid: 10001, gid: 10001 },
  workdir: "/app",
  port: 8000,
  published: true,
  entrypoint: null,
  command: ["uvicorn", "app.main:app", "--host", "0.0.0.0"],
  stopSignal: null,
  health: {
    command: ["python"],
    intervalSeconds: 1,
    timeoutSeconds: 1,
    startPeriodSeconds: 0,
    retries: 1,
    route: "/health",
    why: "",
  },
  writable: [{ path: "data", lasting: true, why: "" }],
  env: [],
  upstreams: [],
  context: [],
  support: [],
  singleStage: [{ name: "single", from: "python:3.11", steps: [] }],
  withDevDependencies: [{ name: "dev", from: "base", steps: [] }],
};

const image: ImageInfo = {
  id: "sha256:image",
  tags: [],
  repoDigests: [],
  size: 100,
  user: "10001:10001",
  env: [],
  entrypoint: null,
  cmd: null,
  workdir: "/app",
  exposed: ["8000/tcp"],
  labels: {},
  healthcheck: null,
  stopSignal: null,
  layers: [],
  layerFolders: [],
  platform: "linux/amd64",
};

function added(path: string): ChangedPath {
  return { kind: "added", path };
}

/** A trial over a world of values. Time passes only by sleeping. */
export function fakeTrial(world: World): Trial {
  let now = 0;
  let frozen = false;
  let options: StartOptions = {};
  const absent = (name: string) => (): never => {
    throw new Error(`the claim was not expected to call ${name}`);
  };
  const state = (): ContainerState => ({
    id: "c",
    name: "backend",
    image: "todo-backend:latest",
    status: "running",
    exitCode: null,
    oomKilled: false,
    health: frozen ? "unhealthy" : "healthy",
    healthLog: [],
    pid: 1,
    startedAt: "",
    addresses: {},
    ports: {},
    labels: {},
    ...world.state?.(options, frozen),
  });
  type Faults = Record<string, Fault | "none" | null>;
  const answer = (path: string, from: "host" | "sibling", asked: StartOptions, faults: Faults): HttpAnswer => ({
    status: 200,
    headers: {},
    body: "",
    error: null,
    seconds: 0,
    ...world.get?.(path, from, asked, faults),
  });
  const engine: Engine = {
    info: {
      kind: "docker",
      clientVersion: "",
      serverVersion: "",
      builder: "buildkit",
      endpoint: "",
      rootless: false,
      platform: "linux/amd64",
      notes: [],
      heredocs: true,
      environment: {},
    },
    typed: (args) => args.join(" "),
    build: absent("build"),
    image: async (reference) => {
      const known = world.images?.[reference];
      return known === undefined && world.images !== undefined && reference !== "todo-backend:latest"
        ? null
        : { ...image, ...known };
    },
    history: async () => [],
    pull: absent("pull"),
    tag: absent("tag"),
    save: absent("save"),
    importRootfs: absent("importRootfs"),
    run: absent("run"),
    runToEnd: async (request) => output(world.runToEnd?.(request, options) ?? {}),
    exec: async () => output({}),
    container: async () => state(),
    logs: async () => "",
    changes: async () => (world.changes ?? []).map(added),
    stop: async () => output({ seconds: world.stopSeconds ?? 0.2 }),
    kill: async (_, signal) => void (frozen = signal === "STOP" || (frozen && signal !== "CONT")),
    pause: async () => {},
    unpause: async () => {},
    createNetwork: absent("createNetwork"),
    networkExists: absent("networkExists"),
    createVolume: absent("createVolume"),
    list: async () => [],
    remove: async () => {},
  };
  const files = world.files ?? {};
  return {
    engine,
    net: {
      get: absent("net.get"),
      freePort: absent("freePort"),
      ask: async (url, request) => {
        const from = { status: 200, headers: {}, body: "", error: null, seconds: 0 };
        return { ...from, ...world.ask?.(url.replace(/^http:\/\/[^/]+/, ""), request, options) };
      },
    },
    clock: {
      now: () => now,
      date: () => new Date(0),
      sleep: async (ms) => void (now += ms),
    },
    files: {
      tree: absent("tree"),
      list: absent("list"),
      exists: async (path) => path in files,
      kind: async (path) => (path in files ? "file" : null),
      readText: async (path) => files[path] ?? "",
      readBytes: absent("readBytes"),
      writeText: absent("writeText"),
      copyTree: absent("copyTree"),
      remove: absent("remove"),
      temporary: absent("temporary"),
      open: absent("open"),
    },
    facts: { ...facts, ...world.facts },
    plan: { ...plan, ...world.plan },
    image: "todo-backend:latest",
    folder: "/todo/backend",
    dockerfileText: "",
    limits: { readySeconds: 30, stopSeconds: 10, buildSeconds: 60, claimSeconds: 60 },
    signal: new AbortController().signal,
    hostCertificates: ["/host/ca.pem"],
    build: async (variant) => ({
      output: output({ seconds: 3 }),
      ok: true,
      imageId: "sha256:built",
      steps: [],
      tag: `variant:${variant.name}`,
      ...world.build?.(variant),
    }),
    start: async (asked = {}): Promise<Running> => {
      options = asked;
      frozen = false;
      const faults: Faults = {};
      for (const { name } of world.plan?.upstreams ?? []) faults[name] = null;
      Object.assign(faults, asked.upstreams);
      const ready = asked.wait !== false && (world.ready?.(asked) ?? true);
      return {
        id: "c",
        name: "backend",
        image: asked.image ?? "todo-backend:latest",
        url: "http://127.0.0.1:1",
        siblingUrl: "http://backend:8000",
        ready,
        secondsToReady: 0.5,
        said: ready ? "200" : (world.said ?? "exited with code 1"),
        get: async (path) => answer(path, "host", asked, faults),
        getFromSibling: async (paths) => paths.map((path) => answer(path, "sibling", asked, faults)),
        exec: async (argv) => output(world.exec?.(argv, asked) ?? {}),
        logs: async () => "",
        setUpstream: async (name, fault) => void (faults[name] = fault),
        remove: async () => {},
      };
    },
    otherEngines: async () =>
      Object.entries(world.engines ?? {}).map(([name, heredocs]) => ({
        name,
        heredocs,
        build: async (variant) => ({
          output: output({ seconds: 3 }),
          ok: true,
          imageId: null,
          steps: [],
          ...world.build?.({ ...variant, name: `${variant.name} by ${name}` }),
        }),
      })),
    plainWrites: async () => world.plainWrites?.map(added) ?? null,
    hasReal: () => world.real ?? true,
    archive: async (reference) => memorySource(world.archives?.[reference] ?? new Uint8Array()),
    once: (_, work) => work(),
    toolbox: async () => "seaworthy/toolbox",
    note: () => {},
  };
}
