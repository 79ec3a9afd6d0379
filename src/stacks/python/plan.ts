import { SeaworthyError } from "../../core/errors/index.ts";
import type { ServiceFacts } from "../../core/facts.ts";
import type { HealthCheck, Mount, ServicePlan, Stage, Step } from "../../core/plan.ts";
import { pythonImages, uvLine } from "../bases.ts";
import { applicationUser, aptStep, workdir, writablesOf, writableStep } from "../container.ts";
import type { PlanContext } from "../define.ts";
import { detailFlag, detailList, detailText, placeOf, runtimeReason } from "../detail.ts";
import { rootCopies } from "../minimal.ts";
import { imageName } from "../naming.ts";
import { ownTests } from "../own-tests.ts";
import { rootStage, startImports } from "./minimal.ts";

/** The container of a FastAPI service: a locked environment made in one stage, the interpreter and the code in another. */
export function planPython(read: ServiceFacts, context: PlanContext): ServicePlan {
  mustBeBuildable(read);
  const { facts, folder } = withoutWritesBesideCode(read);
  const images = pythonImages(facts.runtime.version);
  const sources = detailList(facts, "sources");
  const manifests = detailList(facts, "manifests");
  const app = detailText(facts, "app") ?? "";
  const server = detailText(facts, "server") ?? "uvicorn";
  const base: Stage = {
    name: "base",
    from: images.slim,
    why: `Python ${facts.runtime.version}: ${runtimeReason(facts)}.`,
    steps: [
      { kind: "workdir", path: workdir },
      ...aptStep(facts.systemPackages.run, because(facts, "Shared libraries")),
    ],
  };
  const isMinimal = context.base === "minimal";
  const final: Stage = {
    name: "final",
    from: isMinimal ? "scratch" : "base",
    why: "What runs: the interpreter, the environment and the code, owned by root.",
    steps: [
      ...(isMinimal
        ? [...rootCopies, ...copySteps(sources)]
        : [
            { kind: "copy", from: "builder", sources: [`${workdir}/.venv`], target: ".venv" } as const,
            warmStep(facts),
            ...copySteps(sources),
            ...writableStep(facts),
          ]),
      ...(folder === workdir
        ? []
        : [
            {
              kind: "workdir",
              path: folder,
              why: "The code writes into the folder that it runs in: that one is its own, and the code stays root's.",
            } as const,
          ]),
      {
        kind: "env",
        values: environment(facts, folder, isMinimal),
        why: `Logs appear at once; nothing tries to write bytecode beside code that it may not change.${detailText(facts, "movedDatabase") === null ? "" : " The database has a folder of its own, so that the code's stays root's."}`,
      },
    ],
  };
  const rest = [...(isMinimal ? [rootStage(facts, images.slim)] : []), final];
  const withDev = detailFlag(facts, "hasDevDependencies") ? [base, builderStage(facts, true), ...rest] : null;
  return {
    service: facts.name,
    path: facts.path,
    image: imageName(context.stack, facts.name, detailText(facts, "project")),
    headline: `FastAPI on ${server}, port ${facts.port}. Written by seaworthy from ${[...manifests, (placeOf(facts, "app") ?? app).replace(/:\d+$/, "")].join(", ")}.`,
    stages: [base, builderStage(facts, false), ...rest],
    user: applicationUser,
    workdir: folder,
    port: facts.port,
    published: true,
    entrypoint: null,
    command: facts.start,
    stopSignal: null,
    health: healthOf(facts, isMinimal),
    writable: writablesOf(facts),
    env: facts.env,
    upstreams: facts.upstreams,
    context: [...new Set([...manifests, ...detailList(facts, "buildReads"), ...sources])].sort(),
    support: [],
    singleStage: [naiveStage(facts, images.full, manifests)],
    withDevDependencies: withDev,
    ...ownTests(facts, copySteps),
  };
}

function builderStage(facts: ServiceFacts, withDev: boolean): Stage {
  const images = pythonImages(facts.runtime.version);
  const isPip = facts.packageManager === "pip";
  const manifests = detailList(facts, "manifests");
  // Podman 4.3 takes absolute targets only.
  const bind = manifests.map((file): Mount => ({ type: "bind", source: file, target: `${workdir}/${file}` }));
  const cache: Mount = { type: "cache", target: isPip ? "/root/.cache/pip" : "/root/.cache/uv" };
  const flag = withDev ? "" : " --no-dev";
  const build = aptStep(facts.systemPackages.build, because(facts, "Compilers and headers, here only"));
  const install: Step[] = isPip
    ? [
        {
          kind: "run",
          command: `python -m venv --without-pip .venv && pip --python .venv install --disable-pip-version-check --no-compile${detailFlag(facts, "hashed") ? " --require-hashes" : ""} -r ${shellWord(manifests[0] ?? "requirements.txt")}`,
          mounts: [cache, ...bind],
          why: "Manifests first: a change of source code reinstalls nothing.",
        },
      ]
    : [
        { kind: "env", values: { UV_LINK_MODE: "copy", UV_PYTHON_DOWNLOADS: "never" } },
        {
          kind: "run",
          command: `uv sync --locked${flag} --no-install-project`,
          mounts: [cache, ...bind],
          why: "Manifests first: a change of source code reinstalls nothing.",
        },
      ];
  const own: Step[] = detailFlag(facts, "installProject")
    ? [
        ...copySteps([...detailList(facts, "buildReads"), ...detailList(facts, "sources")]),
        {
          kind: "run",
          command: `uv sync --locked${flag} --no-editable`,
          mounts: [cache, ...bind],
          why: "The project asks for its own metadata, so it is installed too.",
        },
      ]
    : [];
  return {
    name: "builder",
    from: isPip ? images.slim : uvImage(facts, images.uv),
    why: `The ${isPip ? "" : "locked "}environment. Of this stage only ${workdir}/.venv is shipped.`,
    steps: [{ kind: "workdir", path: workdir }, ...build, ...install, ...own],
  };
}

/**
 * Python's images come without bytecode of the standard library, and a process that is not root can write none: each start
 * and each health check would compile anew.
 */
function warmStep(facts: ServiceFacts): Step {
  return {
    kind: "run",
    command: [".venv/bin/python", "-c", `import ${startImports(facts).join(", ")}`],
    why: "Imported once, by root: bytecode of just what a start and the health check load, the standard library's too.",
  };
}

/** `required-version` of the project narrows the image to a release that it accepts. */
function uvImage(facts: ServiceFacts, image: string): string {
  const exact = /^(?:==|~=|>=)?\s*(\d+\.\d+(?:\.\d+)?)/.exec(detailText(facts, "uvVersion") ?? "");
  const asked = exact?.[1];
  if (asked === undefined || (detailText(facts, "uvVersion") ?? "").startsWith(">=")) return image;
  return image.replace(`uv:${uvLine}-`, `uv:${asked}-`);
}

function copySteps(sources: readonly string[]): Step[] {
  const isFolder = (path: string): boolean => !/\.[A-Za-z0-9]+$/.test(path);
  const files = sources.filter((s) => !isFolder(s));
  return [
    ...sources.filter(isFolder).map((path): Step => ({ kind: "copy", sources: [path], target: path })),
    ...(files.length === 0 ? [] : [{ kind: "copy", sources: files, target: "./" } as const]),
  ];
}

/**
 * A file written beside the code (`sqlite:///todo.db`) would make the code's folder writable. Where a variable says
 * where, it is given a folder of its own; where nothing does, the process runs in one, with the code on its path.
 */
function withoutWritesBesideCode(facts: ServiceFacts): { facts: ServiceFacts; folder: string } {
  if (!facts.writes.some((w) => w.path === ".")) return { facts, folder: workdir };
  const writes = facts.writes
    .filter((w) => w.path !== "data")
    .map((w) => (w.path === "." ? { ...w, path: "data" } : w));
  const isDatabase = facts.env.some((e) => besideCode.test(e.default ?? ""));
  if (isDatabase)
    return {
      facts: {
        ...facts,
        writes,
        detail: {
          ...facts.detail,
          movedDatabase: facts.env.find((e) => besideCode.test(e.default ?? ""))?.name ?? null,
        },
        env: facts.env.map((e) => ({ ...e, default: e.default?.replace(besideCode, "$1data/$2") ?? null })),
      },
      folder: workdir,
    };
  return {
    facts: { ...facts, writes: writes.filter((w) => w.path === "data" || w.path.startsWith("/")) },
    folder: `${workdir}/data`,
  };
}

const besideCode = /^(sqlite(?:\+\w+)?:\/\/\/)(?:\.\/)?([^/]+)$/;

function environment(facts: ServiceFacts, folder: string, isMinimal: boolean): Record<string, string> {
  const root = detailText(facts, "sourceRoot") ?? ".";
  const code = root === "." ? workdir : `${workdir}/${root}`;
  const moved = facts.env.filter((e) => detailText(facts, "movedDatabase") === e.name);
  return {
    // Nothing is inherited from `scratch`.
    ...(isMinimal
      ? { PATH: `${workdir}/.venv/bin:/usr/local/bin:/usr/bin`, LANG: "C.UTF-8" }
      : { PATH: `${workdir}/.venv/bin:$PATH` }),
    ...(code === folder ? {} : root === "." && folder === workdir ? {} : { PYTHONPATH: code }),
    ...Object.fromEntries(moved.map((e) => [e.name, e.default ?? ""])),
    PYTHONUNBUFFERED: "1",
    PYTHONDONTWRITEBYTECODE: "1",
  };
}

function healthOf(facts: ServiceFacts, isMinimal: boolean): HealthCheck {
  const found = facts.health ?? facts.routes.find((r) => r.safe && r.path === "/")?.path ?? "/openapi.json";
  const evidence = facts.routes.find((r) => r.path === found);
  const where =
    evidence === undefined
      ? "FastAPI serves it by itself; the application has no health route"
      : `${evidence.file}:${evidence.line}`;
  const code = `import http.client as h, sys; c = h.HTTPConnection('127.0.0.1', ${facts.port}, timeout=2); c.request('GET', '${found}'); sys.exit(c.getresponse().status >= 400)`;
  return {
    command: ["python", "-c", code],
    intervalSeconds: 5,
    timeoutSeconds: 3,
    startPeriodSeconds: 15,
    retries: 3,
    route: found,
    why: `${found}: ${where}. The runtime asks itself: ${isMinimal ? "the image has no other program" : "slim images have no curl"}.`,
  };
}

/** What one writes first: the whole image, everything copied, everything installed. */
function naiveStage(facts: ServiceFacts, image: string, manifests: readonly string[]): Stage {
  const isPip = facts.packageManager === "pip";
  const root = detailText(facts, "sourceRoot") ?? ".";
  return {
    name: "final",
    from: image,
    steps: [
      { kind: "workdir", path: workdir },
      ...aptStep(["build-essential", ...facts.systemPackages.build, ...facts.systemPackages.run], ""),
      { kind: "copy", sources: ["."], target: "." },
      {
        kind: "run",
        command: isPip
          ? `pip install -r ${shellWord(manifests[0] ?? "requirements.txt")}`
          : `pip install uv && uv sync --locked${detailFlag(facts, "installProject") ? "" : " --no-install-project"}`,
      },
      {
        kind: "env",
        values: isPip
          ? { PYTHONUNBUFFERED: "1" }
          : { PATH: `${workdir}/.venv/bin:$PATH`, ...(root === "." ? {} : { PYTHONPATH: `${workdir}/${root}` }) },
      },
    ],
  };
}

function mustBeBuildable(facts: ServiceFacts): void {
  const where = facts.path === "." ? "this folder" : facts.path;
  const problem = facts.evidence.find(
    (e) => e.fact === "problem" && /^(?:pyproject\.toml|uv\.lock|requirements.*)$/.test(e.file),
  );
  if (problem !== undefined) {
    throw new SeaworthyError("manifest-broken", {
      what: `${problem.file}:${problem.line} of ${where} ${problem.because}.`,
      why: "What is to be installed cannot be known from a manifest that does not parse.",
      todo: `Mend ${problem.file} at line ${problem.line}.`,
    });
  }
  if (facts.packageManager === "poetry") {
    throw new SeaworthyError("package-manager-unsupported", {
      what: `${where} is managed by Poetry.`,
      why: "Dockerfiles are written for uv and pip so far.",
      todo: "`uvx migrate-to-uv` turns the manifest into uv's; `poetry export -o requirements.txt` makes one for pip.",
    });
  }
  if (facts.packageManager === "uv" && detailText(facts, "lock") === null) {
    throw new SeaworthyError("lock-missing", {
      what: `${where} has a pyproject.toml and no uv.lock.`,
      why: "Without a lock two builds of the same commit install different packages.",
      todo: "Run `uv lock` there and commit uv.lock. In a workspace, ask about the folder that holds uv.lock.",
    });
  }
  if (detailText(facts, "server") === null) {
    throw new SeaworthyError("server-missing", {
      what: `No ASGI server is among the dependencies of ${where}.`,
      why: "FastAPI is served by uvicorn, hypercorn or granian; none of them would be in the image.",
      todo: facts.packageManager === "uv" ? "Run `uv add uvicorn`." : "Add uvicorn to the requirements.",
    });
  }
}

function because(facts: ServiceFacts, what: string): string {
  const reasons = facts.evidence.filter((e) => e.fact === "system packages").map((e) => e.because);
  return `${what}: ${reasons.join("; ")}.`;
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
