import { SeaworthyError } from "../../core/errors/index.ts";
import type { Considered, Evidence, ServiceFacts, UpstreamKind } from "../../core/facts.ts";
import { type Detection } from "../define.ts";
import type { Folder } from "../folder.ts";
import { chooseHealth } from "../health.ts";
import { engineName } from "../naming.ts";
import { nodeContext } from "./context.ts";
import { frameworkOf, handlesSigterm } from "./framework.ts";
import { readNodeProject } from "./project.ts";
import { findNodeRoutes } from "./routes.ts";
import { chooseNode } from "./runtime.ts";
import { chooseStart, listeners } from "./start.ts";
import { nodeSystemPackages } from "./system-packages.ts";
import { findNodeEnvironment } from "./values.ts";
import { findNodeWrites } from "./writes.ts";
import { upstreamsOf } from "../upstreams.ts";

export function detectServer(folder: Folder): Detection {
  const project = readNodeProject(folder);
  if (project === null || "problem" in project) {
    const says =
      project === null ? "cannot be read" : `${project.problem.file}:${project.problem.line}: ${project.problem.says}`;
    throw new SeaworthyError("manifest-broken", {
      what: `package.json of ${folder.path === "." ? "this folder" : folder.path} does not parse.`,
      why: says,
      todo: "Mend it at that line.",
      tried: [says],
    });
  }
  const start = chooseStart(project);
  if (start === null) {
    throw new SeaworthyError("app-not-found", {
      what: `Nothing to start was found in ${folder.path === "." ? "this folder" : folder.path}.`,
      why: "package.json names no script that runs node on one file, and no script calls listen.",
      todo: 'Add "start": "node <file>" to the scripts of package.json.',
      tried: project.scripts
        .slice(0, 100)
        .map(
          (s) =>
            `${s.file}: ${s.syntax.problems.length > 0 ? `does not parse at line ${s.syntax.problems[0] ?? 1}` : "does not listen"}`,
        ),
    });
  }
  const env = findNodeEnvironment(project);
  const [listener, ...otherListeners] = listeners(project).filter((l) => l.port !== null);
  const framework = frameworkOf(project);
  const fallback = framework?.name === "mcp" ? 8080 : 3000;
  const runtime = chooseNode(project);
  const routes = findNodeRoutes(project);
  const health = chooseHealth(routes);
  const packages = nodeSystemPackages(Object.keys(project.manifest.dependencies));
  const has = (name: string): boolean => name in project.manifest.dependencies;
  const drivers: UpstreamKind[] = [
    ...(["pg", "postgres", "@prisma/client"].some(has) ? ["postgres" as const] : []),
    ...(["mysql", "mysql2"].some(has) ? ["mysql" as const] : []),
    ...(["mongodb", "mongoose"].some(has) ? ["mongodb" as const] : []),
  ];
  const mcpClient = project.scripts.some((s) =>
    s.syntax.modules.some((m) => /^@modelcontextprotocol\/(?:client|sdk\/client)/.test(m.module)),
  );
  const evidence: Evidence[] = [
    { fact: "app", file: start.file, line: start.line, because: start.because },
    { fact: "runtime", file: runtime.file, line: runtime.line, because: runtime.because },
    listener === undefined
      ? {
          fact: "port",
          file: start.file,
          line: start.line,
          because: `no call that listens has a port that is known before the start: ${fallback} is the usual one`,
        }
      : { fact: "port", file: listener.script.file, line: listener.line, because: "the call that listens" },
    ...(health.route === null
      ? []
      : [{ fact: "health", file: health.route.file, line: health.route.line, because: health.because }]),
    ...packages.because.map((text) => ({ fact: "system packages", file: "package.json", line: 1, because: text })),
    ...project.problems.map((p) => ({ fact: "problem", file: p.file, line: p.line, because: p.says })),
  ];
  const considered: Considered[] = [
    ...runtime.considered,
    ...health.considered,
    ...otherListeners.map((l) => ({
      fact: "port",
      candidate: String(l.port),
      file: l.script.file,
      line: l.line,
      because: "another script is the likelier entry",
    })),
  ];
  const facts: ServiceFacts = {
    path: folder.path,
    name: engineName(folder.name),
    stack: "node",
    framework: framework?.name ?? "node",
    packageManager: project.packageManager,
    runtime: runtime.runtime,
    start: start.command,
    port: listener?.port ?? fallback,
    health: health.route?.path ?? null,
    routes,
    env: env.map(({ type: _, ...variable }) => variable),
    writes: findNodeWrites(project),
    upstreams: upstreamsOf(env, { mcpClient, drivers }),
    systemPackages: { build: packages.build, run: packages.run },
    evidence,
    detail: { app: start.entry, handlesSigterm: handlesSigterm(project), ...nodeContext(project, start.entry) },
  };
  return { facts, considered };
}
