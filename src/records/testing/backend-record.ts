import type { Finding } from "../../core/finding.ts";
import type { ServiceFacts } from "../../core/facts.ts";
import type { ServicePlan, StackPlan } from "../../core/plan.ts";
import type { CommandEvidence, Proof } from "../../core/proof.ts";
import type { SeaworthyRecord } from "../../core/record.ts";

const digest = `sha256:${"4f1e0c9ab27d".repeat(5)}abcd`;

export const mcpServerPlan: ServicePlan = servicePlan("mcp-server", 8080);

export const backendPlan: ServicePlan = {
  ...servicePlan("backend", 8000),
  image: "todo-backend",
  published: true,
  health: {
    command: ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health', timeout=2)"],
    intervalSeconds: 10,
    timeoutSeconds: 3,
    startPeriodSeconds: 5,
    retries: 3,
    route: "/health",
    why: "found in app/main.py:31",
  },
  upstreams: [
    {
      name: "mcp-server",
      kind: "mcp",
      env: "MCP_SERVER_URL",
      default: "http://localhost:8080/",
      required: false,
      evidence: { file: "app/settings.py", line: 14 },
    },
  ],
};

export const todoStack: StackPlan = { name: "todo", network: "todo-network", services: [backendPlan, mcpServerPlan] };

export const backendFacts: ServiceFacts = {
  path: "examples/todo/backend",
  name: "backend",
  stack: "python",
  framework: "fastapi",
  packageManager: "uv",
  runtime: { name: "python", version: "3.11", source: "pyproject.toml" },
  start: ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000"],
  port: 8000,
  health: "/health",
  routes: [
    { method: "GET", path: "/", file: "app/main.py", line: 26, safe: true },
    { method: "GET", path: "/health", file: "app/main.py", line: 31, safe: true },
    { method: "POST", path: "/api/tasks", file: "app/tasks.py", line: 40, safe: false },
  ],
  env: [
    {
      name: "MCP_SERVER_URL",
      required: false,
      default: "http://localhost:8080/",
      secret: false,
      evidence: { file: "app/settings.py", line: 14 },
    },
    {
      name: "API_TOKEN",
      required: false,
      default: "hunter2hunter2",
      secret: true,
      evidence: { file: "app/settings.py", line: 15 },
    },
  ],
  writes: [{ path: "logs", lasting: false, evidence: { file: "app/settings.py", line: 12 } }],
  upstreams: backendPlan.upstreams,
  systemPackages: { build: [], run: [] },
  evidence: [
    {
      fact: "framework fastapi",
      file: "app/main.py",
      line: 7,
      because: "app = FastAPI(…) is the only application object",
    },
    {
      fact: "runtime python 3.11",
      file: "pyproject.toml",
      line: 4,
      because: "the lowest minor line that requires-python allows",
    },
  ],
  detail: { appObject: "app.main:app" },
};

export const costlyFinding: Finding = {
  rule: "SW1003",
  slug: "base-image/not-pinned-by-digest",
  aka: ["semgrep:dockerfile-source-not-pinned"],
  severity: "warning",
  dimension: "reproducibility",
  span: { start: 0, end: 28 },
  from: { line: 1, column: 1 },
  to: { line: 1, column: 29 },
  message: "python:3.11-slim is not pinned by digest.",
  why: "A tag may name another image tomorrow.",
  cost: 0.5,
  fix: null,
};

/** A finished record of the todo backend, for tests: one claim of each verdict, one control of each fate. */
export function backendRecord(changes: Partial<SeaworthyRecord> = {}): SeaworthyRecord {
  return {
    schema: 1,
    front: {
      id: 12,
      title: "Backend containerized",
      stage: "tasks",
      date: "2026-01-05",
      surface: "cli",
      model: "none",
      feature: "docker-containerization",
      branch: "main",
      user: "someone",
      command: "seaworthy examples/todo/backend --controls",
      labels: ["docker", "containerization", "backend", "fastapi", "uv", "multi-stage", "security"],
      links: { spec: null, ticket: null, adr: null, pr: null },
      files: ["Dockerfile", ".dockerignore"],
      tests: [
        "docker build -t todo-backend:latest .",
        "docker run -d --network todo-network --name backend -p 8000:8000 -e MCP_SERVER_URL=http://mcp-server:8080 todo-backend:latest",
        "curl http://localhost:8000/",
        "curl http://localhost:8000/health",
      ],
    },
    tool: { name: "seaworthy", version: "0.1.0", node: "20.20.2" },
    machine: { platform: "linux x64", cpus: 2, memoryBytes: 8_254_000_000 },
    engine: {
      kind: "docker",
      clientVersion: "20.10.24",
      serverVersion: "20.10.24",
      builder: "buildkit",
      endpoint: "unix:///run/docker.sock",
      rootless: false,
      platform: "linux/amd64",
      notes: ["this client has no buildx"],
      heredocs: true,
      environment: { DOCKER_BUILDKIT: "1" },
    },
    standIns: { "python:3.11-slim": "Debian 12 packages" },
    prompt: [
      "Containerize examples/todo/backend and prove it",
      "Write a Dockerfile and a .dockerignore",
      "Prove every claim, with its control",
    ],
    inputDigest: `sha256:${"00".repeat(32)}`,
    facts: backendFacts,
    plan: backendPlan,
    written: [
      { path: "Dockerfile", sha256: "ab".repeat(32) },
      { path: ".dockerignore", sha256: "cd".repeat(32) },
    ],
    findingsBefore: null,
    findingsAfter: [costlyFinding],
    scoresBefore: null,
    scoresAfter: {
      security: 10,
      efficiency: 10,
      cache: 10,
      size: 10,
      reproducibility: 9.5,
      maintainability: 10,
      portability: 10,
      operability: 10,
    },
    suggestions: [
      {
        rule: "SW4002",
        title: "shell form of CMD to exec form",
        diff: '-CMD uvicorn app.main:app\n+CMD ["uvicorn", "app.main:app"]\n',
        kept: true,
        because: "builds, healthy, not larger",
      },
    ],
    image: { tag: "todo-backend:latest", digest, bytes: 181_400_000 },
    proofs: [
      proof("builds", "The image builds from a clean checkout", "PASS", "12 steps in 9.4 s with no cache", {
        control: {
          broken: "a stale lock",
          verdict: "FAILED_AS_IT_MUST",
          said: "uv: the lockfile needs to be updated",
          commands: [ran("docker build --no-cache .", 1, "error: The lockfile at `uv.lock` needs to be updated", 1.1)],
        },
        seconds: 10.5,
      }),
      proof("non-root", "No process runs as root", "PASS", "2 processes, all uid 10001", {}),
      proof("stops", "It stops within the grace period", "FAIL", "killed after 10 s: SIGTERM was ignored", {
        seconds: 10.2,
      }),
      proof("smaller", "Smaller than the single-stage build", "SKIPPED", "the single-stage build was not asked for", {
        control: { broken: "compared with itself", verdict: "SKIPPED", said: "nothing to compare", commands: [] },
        seconds: 0,
      }),
    ],
    comparison: {
      multi: {
        image: "todo-backend:latest",
        digest,
        bytes: 181_400_000,
        layers: [
          { instruction: "FROM python:3.11-slim", bytes: 130_000_000 },
          { instruction: "COPY --from=builder /app/.venv .venv", bytes: 51_000_000 },
          { instruction: "COPY app app", bytes: 400_000 },
        ],
      },
      single: {
        image: "todo-backend:single-stage",
        digest: `sha256:${"9d".repeat(32)}`,
        bytes: 812_000_000,
        layers: [
          { instruction: "FROM python:3.11", bytes: 640_000_000 },
          { instruction: "COPY . .", bytes: 12_000_000 },
          { instruction: "RUN pip install uv && uv sync", bytes: 160_000_000 },
        ],
      },
      ratio: 0.2234,
    },
    diagnoses: [
      {
        id: "runtime/log-directory-not-writable",
        title: "Permission denied on the logs directory",
        stage: "runtime",
        symptom: "PermissionError: [Errno 13] Permission denied: 'logs/app.log'",
        cause: "the process runs as uid 10001 and logs belongs to root",
        confirmedBy: ["logs is owned by 0:0 in the image"],
        remedy: {
          says: "create logs for uid 10001 in the final stage",
          file: "Dockerfile",
          edits: [{ start: 0, end: 0, text: "" }],
        },
      },
    ],
    lessons: [],
    tests: [
      { command: "docker build -t todo-backend:latest .", verdict: "PASS", exitCode: 0, output: "" },
      {
        command: "curl http://localhost:8000/health",
        verdict: "PASS",
        exitCode: 0,
        output: '{"status":"ok","uptime":3}',
      },
    ],
    timeline: [
      { step: "detect", service: "backend", said: "python, fastapi, uv", at: 0, seconds: 0.08, engineSeconds: 0 },
      { step: "build", service: "backend", said: "12 steps", at: 0.1, seconds: 9.4, engineSeconds: 9.3 },
      { step: "prove", service: "backend", said: "4 claims", at: 9.6, seconds: 21.3, engineSeconds: 20.7 },
    ],
    skipped: [{ step: "portable", because: "podman is not installed" }],
    ...changes,
  };
}

export function proof(
  claim: string,
  title: string,
  verdict: Proof["verdict"],
  said: string,
  more: Partial<Proof>,
): Proof {
  return {
    claim,
    title,
    service: "backend",
    verdict,
    said,
    commands: [ran(`docker inspect ${claim}`, 0, "{}", 0.1)],
    digests: [digest],
    figures: {},
    control: null,
    seconds: 0.4,
    ...more,
  };
}

function ran(command: string, exitCode: number, output: string, seconds: number): CommandEvidence {
  return { command, exitCode, output, seconds };
}

function servicePlan(service: string, port: number): ServicePlan {
  return {
    service,
    path: service,
    image: service,
    headline: `${service}, port ${port}`,
    stages: [
      { name: "base", from: "python:3.11-slim", steps: [{ kind: "workdir", path: "/app" }] },
      {
        name: "builder",
        from: "base",
        steps: [
          {
            kind: "run",
            command: "uv sync --locked",
            mounts: [{ type: "cache", target: "/root/.cache/uv" }],
            why: "the locked environment",
          },
        ],
      },
      {
        name: "final",
        from: "base",
        steps: [{ kind: "copy", from: "builder", sources: ["/app/.venv"], target: ".venv" }],
      },
    ],
    user: { uid: 10001, gid: 10001 },
    workdir: "/app",
    port,
    published: false,
    entrypoint: null,
    command: ["serve"],
    stopSignal: null,
    health: null,
    writable: [],
    env: [],
    upstreams: [],
    context: ["app"],
    support: [],
    singleStage: [],
    withDevDependencies: null,
  };
}
