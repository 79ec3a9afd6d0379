import { describe, expect, test } from "vitest";
import type { Step } from "../core/plan.ts";
import type { BuildResult } from "../core/ports/engine.ts";
import type { BuildVariant } from "../core/ports/trial.ts";
import { dockerArchive, type Written } from "../formats/image-archive/tar-writer.fixture.ts";
import { allClaims } from "./all.gen.ts";
import { interruptedAtEachCall } from "./failing-engine.fixture.ts";
import { mark } from "./import-programs.ts";
import { type Row, thoroughRows } from "./thorough-rows.fixture.ts";
import { fakeTrial, output } from "./trial.fixture.ts";

const healthy =
  "Name:\tuvicorn\nState:\tS\nUid:\t10001\t10001\t10001\t10001\nCapEff:\t0000000000000000\nNoNewPrivs:\t1\n";
const asRoot = healthy.replaceAll("10001", "0");
const socket = (address: string, port: string): string => `  0: ${address}:${port} 00000000:0000 0A 00000000\n`;
const missing = (path: string): { status: number } => ({ status: path.includes("no-such") ? 404 : 200 });
const answers = (failed: readonly (readonly [string, string])[]): string =>
  `noise\n${mark}${JSON.stringify({ modules: ["app", "app.main"], failed, packages: { fastapi: "/app/.venv/fastapi" } })}\n`;

const site = "app/.venv/lib/python3.11/site-packages";
const installed = (name: string, version: string): Written => ({
  name: `${site}/${name}-${version}.dist-info/METADATA`,
  content: `Name: ${name}\nVersion: ${version}\n\n`,
});
const archive = (...entries: readonly Written[]): Uint8Array => dockerArchive({ layers: [entries] });
const uvLock = `version = 1\n[[package]]\nname = "todo"\nversion = "0.1.0"\nsource = { virtual = "." }\ndependencies = [{ name = "fastapi" }]\n[package.dev-dependencies]\ndev = [{ name = "pytest" }]\n[[package]]\nname = "fastapi"\nversion = "0.1.0"\nsource = { registry = "https://example.org/simple" }\ndependencies = [{ name = "starlette" }]\n[[package]]\nname = "starlette"\nversion = "0.2.0"\nsource = { registry = "https://example.org/simple" }\n[[package]]\nname = "pytest"\nversion = "8.0"\nsource = { registry = "https://example.org/simple" }\n`;
const project = {
  "/todo/backend/uv.lock": uvLock,
  "/todo/backend/pyproject.toml": `[project]\nname = "todo"\nversion = "0.1.0"\ndependencies = [\n    "fastapi",\n]\n`,
};
const token = `ghp_${"a1B2c3D4e5F6".repeat(3)}`;

const upstream = {
  name: "mcp",
  kind: "mcp",
  env: "MCP_SERVER_URL",
  default: null,
  required: true,
  evidence: { file: "a.py", line: 1 },
} as const;
const source = { "/todo/backend/app/main.py": "app = FastAPI()\n" };
const install = (cached: boolean) => (): Partial<BuildResult> => ({
  steps: [
    { name: "RUN uv sync --locked", cached, seconds: 1 },
    { name: "COPY app app", cached: false, seconds: 0 },
  ],
});
const copiesSourceFirst = (variant: BuildVariant): boolean =>
  variant.stages?.some((stage) =>
    stage.steps.some((step: Step) => step.kind === "copy" && step.sources.includes(".")),
  ) ?? false;

const rows: readonly Row[] = [
  { claim: "builds", when: "the build succeeds", world: {}, verdict: "PASS", says: /built in 3.0 s/ },
  {
    claim: "builds",
    when: "the build fails",
    world: { build: () => ({ ok: false, output: output({ stderr: "no such file" }) }) },
    verdict: "FAIL",
    says: /no such file/,
  },
  {
    claim: "builds",
    when: "a stale lock fails by name",
    control: true,
    world: {
      files: project,
      build: () => ({
        ok: false,
        output: output({ stderr: "#9 1.2 error: The lockfile at `uv.lock` needs to be updated" }),
      }),
    },
    verdict: "FAIL",
    says: /uv\.lock/,
  },
  { claim: "builds", when: "a stale lock is ignored", control: true, world: { files: project }, verdict: "PASS" },
  {
    claim: "builds",
    when: "the build with a stale lock fails for another reason",
    control: true,
    world: { files: project, build: () => ({ ok: false, output: output({ stderr: "network is unreachable" }) }) },
    verdict: "SKIPPED",
  },
  { claim: "builds", when: "there is no lock", control: true, world: {}, verdict: "SKIPPED" },

  { claim: "starts", when: "it gets ready", world: {}, verdict: "PASS", says: /ready in 0.5 s/ },
  { claim: "starts", when: "it ends", world: { ready: () => false }, verdict: "FAIL", says: /exited with code 1/ },
  {
    claim: "starts",
    when: "a sleeping process is not ready",
    control: true,
    world: { ready: (options) => options.command === undefined },
    verdict: "FAIL",
  },
  { claim: "starts", when: "a sleeping process is taken for ready", control: true, world: {}, verdict: "PASS" },

  { claim: "serves", when: "all routes answer", world: {}, verdict: "PASS", says: /1 of 1 routes/ },
  {
    claim: "serves",
    when: "a sibling gets no answer",
    world: { get: (_, from) => (from === "sibling" ? { status: 0, error: "ECONNREFUSED" } : {}) },
    verdict: "FAIL",
    says: /from a sibling \/: ECONNREFUSED/,
  },
  { claim: "serves", when: "a route answers 500", world: { get: () => ({ status: 500 }) }, verdict: "FAIL" },
  {
    claim: "serves",
    when: "JSON is promised and not given",
    world: { get: () => ({ headers: { "content-type": "application/json" }, body: "oops" }) },
    verdict: "FAIL",
  },
  { claim: "serves", when: "it does not start", world: { ready: () => false }, verdict: "SKIPPED" },
  {
    claim: "serves",
    when: "a missing route is 404 and loopback is unreachable",
    control: true,
    world: {
      get: (path, from, options) =>
        options.command === undefined ? missing(path) : from === "sibling" ? { status: 0, error: "ECONNREFUSED" } : {},
    },
    verdict: "FAIL",
    says: /404.*127\.0\.0\.1/,
  },
  { claim: "serves", when: "a route that does not exist is answered", control: true, world: {}, verdict: "PASS" },
  {
    claim: "serves",
    when: "a listener on loopback is reached by a sibling",
    control: true,
    world: { get: missing },
    verdict: "PASS",
  },

  { claim: "health-honest", when: "green, red, green", world: {}, verdict: "PASS" },
  {
    claim: "health-honest",
    when: "it never goes green",
    world: { state: () => ({ health: "starting" }) },
    verdict: "FAIL",
    says: /does not go green/,
  },
  {
    claim: "health-honest",
    when: "frozen, it is still called healthy",
    world: { state: () => ({ health: "healthy" }) },
    verdict: "FAIL",
    says: /still called healthy/,
  },
  {
    claim: "health-honest",
    when: "a second process, which an earlier look did not see, answers while the first is frozen",
    world: {
      runToEnd: (request) => ({ stdout: /SIGSTOP/.test(request.command?.join(" ") ?? "") ? "1" : `pid 1\n${healthy}` }),
      state: () => ({ health: "healthy" }),
    },
    verdict: "FAIL",
    says: /still called healthy/,
  },
  {
    claim: "health-honest",
    when: "a check that always says yes is caught",
    control: true,
    world: { state: (options) => (options.image === undefined ? {} : { health: "healthy" }) },
    verdict: "FAIL",
  },
  {
    claim: "health-honest",
    when: "a check that always says yes goes unseen",
    control: true,
    world: {},
    verdict: "PASS",
  },

  {
    claim: "non-root",
    when: "every process is a plain user",
    world: { runToEnd: () => ({ stdout: `pid 1\n${healthy}pid 7\n${healthy}` }) },
    verdict: "PASS",
    says: /2 processes, uid 10001/,
  },
  {
    claim: "non-root",
    when: "one process is root",
    world: { runToEnd: () => ({ stdout: `pid 1\n${healthy}pid 7\n${asRoot}` }) },
    verdict: "FAIL",
    says: /pid 7\) has uid 0/,
  },
  {
    claim: "non-root",
    when: "one process holds a capability",
    world: { runToEnd: () => ({ stdout: `pid 1\n${healthy.replace("0000000000000000", "0000000000000400")}` }) },
    verdict: "FAIL",
  },
  {
    claim: "non-root",
    when: "privileges could be gained",
    world: { runToEnd: () => ({ stdout: `pid 1\n${healthy.replace("NoNewPrivs:\t1", "NoNewPrivs:\t0")}` }) },
    verdict: "FAIL",
  },
  {
    claim: "non-root",
    when: "USER is a name",
    world: { images: { "todo-backend:latest": { user: "app" } } },
    verdict: "FAIL",
  },
  { claim: "non-root", when: "no process is seen", world: {}, verdict: "FAIL" },
  {
    claim: "non-root",
    when: "run as user 0 it fails",
    control: true,
    world: { runToEnd: (_, options) => ({ stdout: `pid 1\n${options.user === undefined ? healthy : asRoot}` }) },
    verdict: "FAIL",
  },
  {
    claim: "non-root",
    when: "run as user 0 it is not seen",
    control: true,
    world: { runToEnd: () => ({ stdout: `pid 1\n${healthy}` }) },
    verdict: "PASS",
  },

  {
    claim: "writes-where-declared",
    when: "all writes are below the declared path",
    world: { changes: ["/app", "/app/data", "/app/data/todo.db"] },
    verdict: "PASS",
    says: /1 path written/,
  },
  {
    claim: "writes-where-declared",
    when: "something else is written",
    world: { changes: ["/app/logs/app.log"] },
    verdict: "FAIL",
    says: /\/app\/logs\/app\.log/,
  },
  {
    claim: "writes-where-declared",
    when: "a path whose name only begins alike",
    world: { changes: ["/app/database"] },
    verdict: "FAIL",
  },
  {
    claim: "writes-where-declared",
    when: "the run before wrote something else, whatever another one would write",
    world: { plainWrites: ["/app/logs/app.log"], changes: [] },
    verdict: "FAIL",
    says: /\/app\/logs\/app\.log/,
  },
  {
    claim: "writes-where-declared",
    when: "the run before tells what is written, so that no other is started for it",
    world: { plainWrites: ["/app/data/todo.db"], ready: (options) => options.hardened !== false },
    verdict: "PASS",
    says: /1 path written/,
  },
  {
    claim: "writes-where-declared",
    when: "a file is planted, which the run before cannot have written",
    control: true,
    world: { plan: { writable: [] }, plainWrites: [], changes: ["/tmp/seaworthy-planted"] },
    verdict: "FAIL",
  },
  {
    claim: "writes-where-declared",
    when: "without its path it does not start",
    control: true,
    world: { ready: (options) => options.withoutWritable === undefined },
    verdict: "FAIL",
    says: /without data/,
  },
  {
    claim: "writes-where-declared",
    when: "without its path the write is reported",
    control: true,
    world: { changes: ["/app/data/todo.db"] },
    verdict: "FAIL",
  },
  {
    claim: "writes-where-declared",
    when: "a planted file is reported",
    control: true,
    world: { plan: { writable: [] }, changes: ["/tmp/seaworthy-planted"] },
    verdict: "FAIL",
  },
  { claim: "writes-where-declared", when: "nothing that is broken is seen", control: true, world: {}, verdict: "PASS" },

  {
    claim: "no-secrets",
    when: "nothing is found",
    world: { archives: { "todo-backend:latest": archive({ name: "app/main.py", content: "print()" }) } },
    verdict: "PASS",
    says: /nothing in 1 files/,
  },
  {
    claim: "no-secrets",
    when: "a token is found",
    world: { archives: { "todo-backend:latest": archive({ name: "app/.env", content: `T=${token}` }) } },
    verdict: "FAIL",
    says: /GitHub token in app\/\.env/,
  },
  {
    claim: "no-secrets",
    when: "the planted token is found",
    control: true,
    world: {
      archives: {
        "variant:planted-secret": dockerArchive({
          layers: [
            [
              {
                name: "seaworthy-planted.txt",
                content: `TOKEN ${["ghp", "s34W0rthyPl4nt3dC0ntr0lT0k3n0f36Ch4r"].join("_")}`,
              },
            ],
            [{ name: ".wh.seaworthy-planted.txt" }],
          ],
        }),
      },
    },
    verdict: "FAIL",
    says: /deleted, still in layer 0/,
  },
  {
    claim: "no-secrets",
    when: "the planted token is not found",
    control: true,
    world: { archives: { "variant:planted-secret": archive() } },
    verdict: "PASS",
  },

  {
    claim: "runtime-only",
    when: "image and lock agree",
    world: {
      files: project,
      archives: { "todo-backend:latest": archive(installed("FastAPI", "0.1.0"), installed("starlette", "0.2.0")) },
    },
    verdict: "PASS",
    says: /2 packages, all in uv\.lock/,
  },
  {
    claim: "runtime-only",
    when: "a development package is left",
    world: {
      files: project,
      archives: {
        "todo-backend:latest": archive(
          installed("fastapi", "0.1.0"),
          installed("starlette", "0.2.0"),
          installed("pytest", "8.0"),
        ),
      },
    },
    verdict: "FAIL",
    says: /pytest 8\.0/,
  },
  {
    claim: "runtime-only",
    when: "a package has another version",
    world: {
      files: project,
      archives: { "todo-backend:latest": archive(installed("fastapi", "0.1.1"), installed("starlette", "0.2.0")) },
    },
    verdict: "FAIL",
  },
  {
    claim: "runtime-only",
    when: "a package is missing",
    world: { files: project, archives: { "todo-backend:latest": archive(installed("fastapi", "0.1.0")) } },
    verdict: "FAIL",
    says: /missing: starlette/,
  },
  {
    claim: "runtime-only",
    when: "a build tool was added",
    world: {
      files: project,
      archives: {
        "todo-backend:latest": archive(installed("fastapi", "0.1.0"), installed("starlette", "0.2.0"), {
          name: "usr/local/bin/uv",
          content: "",
        }),
      },
    },
    verdict: "FAIL",
    says: /build tools: \/usr\/local\/bin\/uv/,
  },
  { claim: "runtime-only", when: "there is no lock", world: {}, verdict: "SKIPPED" },
  {
    claim: "runtime-only",
    when: "development dependencies are named",
    control: true,
    world: {
      files: project,
      archives: {
        "variant:with-dev-dependencies": archive(
          installed("fastapi", "0.1.0"),
          installed("starlette", "0.2.0"),
          installed("pytest", "8.0"),
        ),
      },
    },
    verdict: "FAIL",
    says: /pytest/,
  },
  {
    claim: "runtime-only",
    when: "there are no development dependencies",
    control: true,
    world: { plan: { withDevDependencies: null } },
    verdict: "SKIPPED",
  },

  {
    claim: "imports",
    when: "every module imports",
    world: { runToEnd: () => ({ stdout: answers([]) }) },
    verdict: "PASS",
    says: /2 modules import/,
  },
  {
    claim: "imports",
    when: "one does not",
    world: { runToEnd: () => ({ stdout: answers([["app.main", "ModuleNotFoundError: No module named 'x'"]]) }) },
    verdict: "FAIL",
    says: /app\.main.*No module named/,
  },
  {
    claim: "imports",
    when: "the interpreter dies",
    world: { runToEnd: () => ({ exitCode: 139, stderr: "Segmentation fault" }) },
    verdict: "FAIL",
    says: /Segmentation fault/,
  },
  {
    claim: "imports",
    when: "a package taken away is named",
    control: true,
    world: {
      runToEnd: (request) => ({
        stdout: answers("/app/.venv/fastapi" in (request.tmpfs ?? {}) ? [["app.main", "ImportError: fastapi"]] : []),
      }),
    },
    verdict: "FAIL",
    says: /without fastapi/,
  },
  {
    claim: "imports",
    when: "a package taken away is not missed",
    control: true,
    world: { runToEnd: () => ({ stdout: answers([]) }) },
    verdict: "PASS",
  },
  {
    claim: "imports",
    when: "a page refers to a file that is missing",
    world: {
      facts: { stack: "node" },
      plan: { command: ["nginx"] },
      archives: {
        "todo-backend:latest": archive({
          name: "srv/index.html",
          content: `<script src="/assets/a.js"></script><link href="https://example.org/x.css">`,
        }),
      },
    },
    verdict: "FAIL",
    says: /\/srv\/assets\/a\.js/,
  },

  {
    claim: "smaller",
    when: "it is smaller",
    world: { images: { "variant:single-stage": { size: 400 } } },
    verdict: "PASS",
    says: /0\.25 of it/,
  },
  {
    claim: "smaller",
    when: "it is larger",
    world: { images: { "variant:single-stage": { size: 90 } } },
    verdict: "FAIL",
  },
  { claim: "smaller", when: "the other does not build", world: { build: () => ({ ok: false }) }, verdict: "SKIPPED" },
  { claim: "smaller", when: "compared with itself", control: true, world: {}, verdict: "FAIL" },

  {
    claim: "upstreams",
    when: "health tells of each fault and recovers",
    world: {
      plan: { upstreams: [upstream] },
      get: (_, __, ___, faults) => ({
        body: faults["mcp"] === null || faults["mcp"] === "slow" ? "ok" : `degraded: ${faults["mcp"]}`,
      }),
    },
    verdict: "PASS",
    says: /recovered/,
  },
  {
    claim: "upstreams",
    when: "it does not start without it",
    world: { plan: { upstreams: [upstream] }, ready: () => false },
    verdict: "FAIL",
  },
  {
    claim: "upstreams",
    when: "health hangs with it",
    world: {
      plan: { upstreams: [upstream] },
      get: (_, __, ___, faults) =>
        faults["mcp"] === "hang" ? { status: 0, error: "timeout" } : { body: String(faults["mcp"]) },
    },
    verdict: "FAIL",
    says: /hang: health gives no answer/,
  },
  {
    claim: "upstreams",
    when: "it ends when the upstream resets",
    world: {
      plan: { upstreams: [upstream] },
      get: (_, __, ___, faults) =>
        faults["mcp"] === "reset" ? { status: 0, error: "refused" } : { body: String(faults["mcp"]) },
      state: () => ({ status: "exited", exitCode: 1 }),
    },
    verdict: "FAIL",
    says: /reset: the service ended/,
  },
  {
    claim: "upstreams",
    when: "health says ok while it is reset",
    world: {
      plan: { upstreams: [upstream] },
      get: (_, __, ___, faults) => ({ body: faults["mcp"] === null || faults["mcp"] === "reset" ? "ok" : "degraded" }),
    },
    verdict: "FAIL",
    says: /reset: health says the same/,
  },
  {
    claim: "upstreams",
    when: "it never sees an upstream that came late",
    world: {
      plan: { upstreams: [upstream] },
      get: (_, __, options) => ({ body: options.upstreams === undefined ? "ok" : "degraded" }),
    },
    verdict: "FAIL",
    says: /there at last: health does not tell/,
  },
  {
    claim: "upstreams",
    when: "no real one is in the stack, and the reasons that health gives differ from fault to fault",
    world: {
      plan: { upstreams: [upstream] },
      real: false,
      get: (_, __, ___, faults) => ({ body: faults["mcp"] === "hang" ? "degraded: timeout" : "degraded: refused" }),
    },
    verdict: "PASS",
    says: /no real one in this stack/,
  },
  { claim: "upstreams", when: "there are none", world: {}, verdict: "SKIPPED" },

  {
    claim: "stops",
    when: "exit code 143",
    world: { state: () => ({ exitCode: 143 }) },
    verdict: "PASS",
    says: /0\.2 s with exit code 143/,
  },
  { claim: "stops", when: "exit code 0", world: { state: () => ({ exitCode: 0 }) }, verdict: "PASS" },
  {
    claim: "stops",
    when: "it had to be killed",
    world: { state: () => ({ exitCode: 137 }), stopSeconds: 10 },
    verdict: "FAIL",
    says: /had to be killed/,
  },
  { claim: "stops", when: "it fails while it stops", world: { state: () => ({ exitCode: 1 }) }, verdict: "FAIL" },
  {
    claim: "stops",
    when: "a deaf process is killed",
    control: true,
    world: { state: () => ({ exitCode: 137 }) },
    verdict: "FAIL",
  },
  {
    claim: "stops",
    when: "the deaf process ended by itself",
    control: true,
    world: { state: () => ({ status: "exited", exitCode: 127 }) },
    verdict: "SKIPPED",
  },

  {
    claim: "listens-as-declared",
    when: "one port, declared",
    world: { runToEnd: () => ({ stdout: socket("00000000", "1F40") + socket("0B00007F", "9999") }) },
    verdict: "PASS",
    says: /listens on 8000/,
  },
  {
    claim: "listens-as-declared",
    when: "on all IPv6 addresses",
    world: { runToEnd: () => ({ stdout: socket("0".repeat(32), "1F40") }) },
    verdict: "PASS",
  },
  {
    claim: "listens-as-declared",
    when: "only on loopback",
    world: { runToEnd: () => ({ stdout: socket("0100007F", "1F40") }) },
    verdict: "FAIL",
    says: /127\.0\.0\.1:8000/,
  },
  {
    claim: "listens-as-declared",
    when: "a second port is open",
    world: { runToEnd: () => ({ stdout: socket("00000000", "1F40") + socket("00000000", "1F41") }) },
    verdict: "FAIL",
    says: /8001 is open/,
  },
  {
    claim: "listens-as-declared",
    when: "the compose file names another",
    world: {
      files: { "/todo/compose.yaml": "services:\n  backend:\n    ports: ['127.0.0.1:80:9000']\n" },
      runToEnd: () => ({ stdout: socket("00000000", "1F40") }),
    },
    verdict: "FAIL",
    says: /compose file names 9000/,
  },
  {
    claim: "listens-as-declared",
    when: "EXPOSE names one more",
    control: true,
    world: {
      images: { "variant:exposes-another-port": { exposed: ["8000/tcp", "9/tcp"] } },
      runToEnd: () => ({ stdout: socket("00000000", "1F40") }),
    },
    verdict: "FAIL",
    says: /EXPOSE names 9/,
  },

  {
    claim: "rebuild-fast",
    when: "the installation is cached",
    world: { files: source, build: install(true) },
    verdict: "PASS",
    says: /1 of 2 steps run/,
  },
  {
    claim: "rebuild-fast",
    when: "the installation runs again",
    world: { files: source, build: install(false) },
    verdict: "FAIL",
    says: /installs the dependencies again/,
  },
  {
    claim: "rebuild-fast",
    when: "source first reinstalls",
    control: true,
    world: { files: source, build: (variant) => install(!copiesSourceFirst(variant))() },
    verdict: "FAIL",
  },
  { claim: "rebuild-fast", when: "there is no source to change", world: { build: install(true) }, verdict: "SKIPPED" },
  ...thoroughRows,
];

describe("a claim's verdict follows from the world", () => {
  for (const { claim: id, when, world, verdict, says, control } of rows) {
    test(`${id}${control ? " (control)" : ""}: ${when} -> ${verdict}`, async () => {
      const claim = allClaims.find((one) => one.id === id);
      const trial = fakeTrial(world);
      const applies = claim?.appliesTo(trial.facts, trial.plan);
      const prove = control && claim !== undefined && "prove" in claim.control ? claim.control.prove : claim?.prove;
      const outcome = applies === true ? await prove?.(trial) : { verdict: "SKIPPED", said: applies };
      expect(outcome).toMatchObject({ verdict });
      if (says !== undefined) expect(outcome?.said).toMatch(says);
      expect(outcome?.said).not.toBe("");
    });
  }

  test("every claim has a row that holds, one that fails, and a control that fails as it must", () => {
    for (const claim of allClaims) {
      const own = rows.filter((row) => row.claim === claim.id);
      const verdicts = new Set(own.filter((row) => row.control === undefined).map((row) => row.verdict));
      expect([claim.id, verdicts.has("PASS"), verdicts.has("FAIL")]).toEqual([claim.id, true, true]);
      const controls = own.filter((row) => row.control && row.verdict === "FAIL");
      expect([claim.id, controls.length > 0]).toEqual([claim.id, "prove" in claim.control]);
    }
  });
});

describe("an engine that is gone in the middle of a claim", () => {
  const holding = rows.filter((row) => row.verdict === "PASS" && row.control === undefined);
  test.each(allClaims.map((claim) => [claim.id, claim] as const))(
    "%s is SKIPPED with the reason, whichever call it is, and what was made is removed",
    async (id, claim) => {
      const found = await interruptedAtEachCall(claim, holding.find((row) => row.claim === id)?.world ?? {});
      const said = expect.stringContaining("the engine does not answer any more");
      expect(found.length).toBeGreaterThan(0);
      expect(found).toEqual(
        found.map(({ answers: calls }) => ({
          answers: calls,
          verdict: "SKIPPED",
          said,
          control: null,
          interrupted: true,
          finished: 1,
        })),
      );
    },
  );
});
