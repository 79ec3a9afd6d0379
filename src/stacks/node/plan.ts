import type { ServiceFacts } from "../../core/facts.ts";
import type { HealthCheck, ServicePlan, Stage, Step } from "../../core/plan.ts";
import { nodeImages } from "../bases.ts";
import { applicationUser, aptStep, workdir, writablesOf, writableStep } from "../container.ts";
import type { PlanContext } from "../define.ts";
import { detailFlag, detailList, detailText, placeOf, runtimeReason } from "../detail.ts";
import { beginRoot, closeRoot, endRoot, newRoot, rootCopies } from "../minimal.ts";
import { imageName } from "../naming.ts";
import { ownTests } from "../own-tests.ts";
import { mustBeInstallable, npmCi, npmContext } from "./install.ts";

const shipped = "/shipped/node_modules";
const nodeProgram = "/usr/local/bin/node";

/** The container of a Node server: compiled and pruned in one stage; node itself, the runtime packages and the code in another. */
export function planNodeServer(facts: ServiceFacts, context: PlanContext): ServicePlan {
  mustBeInstallable(facts);
  const images = nodeImages(facts.runtime.version);
  const entry = detailText(facts, "app") ?? "";
  const sources = detailList(facts, "sources");
  const base: Stage = {
    name: "base",
    from: images.debian,
    why: "What node itself runs on; npm and yarn stay in the builder.",
    steps: [{ kind: "workdir", path: workdir }, ...aptStep(facts.systemPackages.run, reasons(facts))],
  };
  const isMinimal = context.base === "minimal";
  const rest = [...(isMinimal ? [rootStage(facts, images.debian)] : []), finalStage(facts, sources, isMinimal)];
  return {
    service: facts.name,
    path: facts.path,
    image: imageName(context.stack, facts.name, detailText(facts, "project")),
    headline: `${title(facts)} on Node ${facts.runtime.version}, port ${facts.port}. Written by seaworthy from ${[...detailList(facts, "manifests"), ...(placeOf(facts, "port") === null ? [] : [(placeOf(facts, "port") ?? "").replace(/:\d+$/, "")])].join(", ")}.`,
    stages: [base, builderStage(facts, false), ...rest],
    user: applicationUser,
    workdir,
    port: facts.port,
    published: !isInternal(facts, context),
    entrypoint: null,
    command: facts.start,
    stopSignal: null,
    ...(detailFlag(facts, "handlesSigterm") ? {} : { init: true }),
    health: healthOf(facts, isMinimal),
    writable: writablesOf(facts),
    env: facts.env,
    upstreams: facts.upstreams,
    context: [...new Set([...npmContext(facts), ...detailList(facts, "buildReads"), ...sources])].sort(),
    support: [],
    singleStage: [
      {
        name: "final",
        from: images.full,
        steps: [
          { kind: "workdir", path: workdir },
          ...aptStep([...facts.systemPackages.build, ...facts.systemPackages.run], ""),
          { kind: "copy", sources: ["."], target: "." },
          { kind: "run", command: `npm ci${detailText(facts, "buildScript") === null ? "" : " && npm run build"}` },
        ],
      },
    ],
    withDevDependencies: detailFlag(facts, "hasDevDependencies") ? [base, builderStage(facts, true), ...rest] : null,
    ...ownTests(facts, copySteps),
  };

  function title(of: ServiceFacts): string {
    const names: Readonly<Record<string, string>> = {
      mcp: "MCP server",
      express: "Express",
      fastify: "Fastify",
      nest: "Nest",
      hono: "Hono",
      koa: "Koa",
    };
    return `${names[of.framework] ?? "Server"} (${entry})`;
  }
}

function builderStage(facts: ServiceFacts, withDev: boolean): Stage {
  const images = nodeImages(facts.runtime.version);
  const build = detailText(facts, "buildScript");
  const dev = detailFlag(facts, "hasDevDependencies");
  const keep = `mkdir -p ${shipped.replace(/\/[^/]*$/, "")} node_modules && mv node_modules ${shipped}`;
  const runtimePackages = npmCi(facts, {
    omitDev: !withDev && dev,
    after: keep,
    why: "What is shipped: the runtime packages of the lock, and nothing else.",
  });
  const compile: Step[] =
    build === null
      ? []
      : [
          npmCi(facts, {
            omitDev: false,
            why: "What compiles. Manifests first: a change of source code reinstalls nothing.",
          }),
          ...copySteps(["package.json", ...detailList(facts, "buildReads")]),
          { kind: "run", command: ["npm", "run", build] },
        ];
  return {
    name: "builder",
    from: images.slim,
    why: `Node ${facts.runtime.version}: ${runtimeReason(facts)}.`,
    steps: [
      { kind: "workdir", path: workdir },
      ...aptStep(facts.systemPackages.build, "Compilers, here only."),
      runtimePackages,
      ...compile,
    ],
  };
}

/** The root of the final image: node, the runtime packages and what they link to; no shell, no package manager. */
function rootStage(facts: ServiceFacts, image: string): Stage {
  return {
    name: "runtime",
    from: "base",
    why: `The root of the final image, put together in ${newRoot}: no shell, no package manager.`,
    steps: [
      { kind: "workdir", path: "/" },
      beginRoot([], [], "Names, and where the loader looks; node has certificates and time zones of its own."),
      { kind: "copy", from: "builder", sources: [nodeProgram], target: newRoot + nodeProgram },
      { kind: "copy", from: "builder", sources: [shipped], target: `${newRoot}${workdir}/node_modules` },
      closeRoot(facts.systemPackages.run.length === 0 ? null : image),
      {
        kind: "run",
        command: ["chroot", newRoot, nodeProgram, "--version"],
        why: "Started once in the new root: a library that is missing there fails here.",
      },
      ...endRoot(facts),
    ],
  };
}

function finalStage(facts: ServiceFacts, sources: readonly string[], isMinimal: boolean): Stage {
  const outDir = detailText(facts, "outDir");
  return {
    name: "final",
    from: isMinimal ? "scratch" : "base",
    why: "What runs: node, the runtime packages and the code, owned by root.",
    steps: [
      ...(isMinimal
        ? rootCopies
        : [
            { kind: "copy", from: "builder", sources: [nodeProgram], target: nodeProgram } as const,
            { kind: "copy", from: "builder", sources: [shipped], target: "node_modules" } as const,
          ]),
      ...(outDir === null
        ? []
        : [{ kind: "copy", from: "builder", sources: [`${workdir}/${outDir}`], target: outDir } as const]),
      ...copySteps(sources),
      ...(isMinimal ? [] : writableStep(facts)),
      // Nothing is inherited from `scratch`.
      { kind: "env", values: { ...(isMinimal ? { PATH: "/usr/local/bin:/usr/bin" } : {}), NODE_ENV: "production" } },
    ],
  };
}

export function copySteps(sources: readonly string[]): Step[] {
  const isFile = (path: string): boolean => /\.[A-Za-z0-9]+$/.test(path) || path.startsWith(".");
  const files = sources.filter(isFile);
  return [
    ...(files.length === 0 ? [] : [{ kind: "copy", sources: files, target: "./" } as const]),
    ...sources.filter((s) => !isFile(s)).map((path): Step => ({ kind: "copy", sources: [path], target: path })),
  ];
}

/** A service that only siblings call needs no port on the host. */
function isInternal(facts: ServiceFacts, context: PlanContext): boolean {
  return (
    facts.framework === "mcp" && context.siblings.some((other) => other.upstreams.some((u) => u.name === facts.name))
  );
}

function healthOf(facts: ServiceFacts, isMinimal: boolean): HealthCheck {
  const root = facts.routes.find((r) => r.safe && r.path === "/");
  const route = facts.health ?? root?.path ?? null;
  const evidence = facts.routes.find((r) => r.path === route);
  const http = `fetch('http://127.0.0.1:${facts.port}${route ?? ""}', { signal: AbortSignal.timeout(2000) }).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`;
  const tcp = `require('net').connect(${facts.port}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))`;
  return {
    command: ["node", "-e", route === null ? tcp : http],
    intervalSeconds: 5,
    timeoutSeconds: 3,
    startPeriodSeconds: 10,
    retries: 3,
    route: route ?? "/",
    why:
      evidence === undefined
        ? "No health route was found: whether the port answers."
        : `${evidence.path}: ${evidence.file}:${evidence.line}. The runtime asks itself: ${isMinimal ? "the image has no other program" : "slim images have no curl"}.`,
  };
}

function reasons(facts: ServiceFacts): string {
  return `Shared libraries: ${facts.evidence
    .filter((e) => e.fact === "system packages")
    .map((e) => e.because)
    .join("; ")}.`;
}
