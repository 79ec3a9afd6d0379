import type { Considered, Evidence, ServiceFacts, UpstreamKind } from "../../core/facts.ts";
import { type Detection } from "../define.ts";
import type { Folder } from "../folder.ts";
import { chooseHealth } from "../health.ts";
import { chooseApplication, findApplications } from "./application.ts";
import { contextOf } from "./context.ts";
import { findEnvironment } from "./environment.ts";
import { hasPackage, lockedNames, readPythonProject, type PythonProject } from "./project.ts";
import { Resolver } from "./resolve.ts";
import { findRoutes } from "./routes.ts";
import { choosePython } from "./runtime.ts";
import { choosePort, chooseServer, startCommand } from "./server.ts";
import { pythonSystemPackages } from "./system-packages.ts";
import { findWrites } from "./writes.ts";
import { engineName } from "../naming.ts";
import { upstreamsOf } from "../upstreams.ts";

export function detectFastapi(folder: Folder): Detection {
  const project = readPythonProject(folder);
  const resolver = new Resolver(project);
  const candidates = findApplications(project, resolver);
  const application = chooseApplication(project, candidates);
  const python = choosePython(project);
  // Scripts beside the application read and write too, but not when it runs.
  const running: PythonProject = { ...project, modules: resolver.reachableFrom(application.module) };
  const readings = findEnvironment(running, resolver);
  const port = choosePort(running, resolver, application, readings);
  const server = chooseServer(project, python.runtime.version);
  const routes = findRoutes(project, resolver, application);
  const health = chooseHealth(routes);
  const packages = pythonSystemPackages(installed(project, python.runtime.version));
  const mcpClient = project.modules.some((m) =>
    m.syntax.imports.some((i) => /^(?:mcp|fastmcp|langchain_mcp_adapters)\b/.test(i.module)),
  );
  const upstreams = upstreamsOf(readings, { mcpClient, drivers: drivers(project, python.runtime.version) });
  const target = `${application.module.name}:${application.name}`;
  const because = application.reasons.slice(0, 3).join("; ");
  const evidence: Evidence[] = [
    {
      fact: "app",
      file: application.module.file,
      line: application.line,
      because: because === "" ? "the only one" : because,
    },
    { fact: "source root", file: application.module.file, line: 1, because: project.sourceRootBecause },
    { fact: "runtime", file: python.file, line: python.line, because: python.because },
    { fact: "server", file: server.file, line: server.line, because: server.because },
    { fact: "port", file: port.file, line: port.line, because: port.because },
    ...(health.route === null
      ? []
      : [{ fact: "health", file: health.route.file, line: health.route.line, because: health.because }]),
    ...packages.because.map((text) => ({ fact: "system packages", file: server.file, line: 1, because: text })),
    ...project.problems.map((p) => ({ fact: "problem", file: p.file, line: p.line, because: p.says })),
  ];
  const considered: Considered[] = [
    ...candidates
      .filter((c) => c !== application)
      .map((c) => ({
        fact: "app",
        candidate: `${c.module.name}:${c.name}`,
        file: c.module.file,
        line: c.line,
        because: `${target} ranks higher (${application.score} to ${c.score}): ${because}`,
      })),
    ...python.considered,
    ...health.considered,
  ];
  const facts: ServiceFacts = {
    path: folder.path,
    name: engineName(folder.name),
    stack: "python",
    framework: "fastapi",
    packageManager: project.packageManager,
    runtime: python.runtime,
    start: startCommand(server, application, port.port),
    port: port.port,
    health: health.route?.path ?? null,
    routes,
    env: readings.map(({ type: _, ...variable }) => variable),
    writes: findWrites(running, resolver),
    upstreams,
    systemPackages: { build: packages.build, run: packages.run },
    evidence,
    detail: {
      app: target,
      server: server.name,
      sourceRoot: project.sourceRoot,
      ...contextOf(project, resolver, running.modules),
    },
  };
  return { facts, considered };
}

function installed(project: PythonProject, python: string): { name: string; extras: readonly string[] }[] {
  const direct = project.dependencies.map((d) => ({ name: d.requirement.name, extras: d.requirement.extras }));
  const locked = lockedNames(project, python);
  return [
    ...direct,
    ...locked.filter((l) => !direct.some((d) => d.name === l.name)).map((l) => ({ name: l.name, extras: [] })),
  ];
}

function drivers(project: PythonProject, python: string): UpstreamKind[] {
  const table: readonly (readonly [UpstreamKind, readonly string[]])[] = [
    ["postgres", ["psycopg", "psycopg2", "psycopg2-binary", "asyncpg"]],
    ["mysql", ["pymysql", "aiomysql", "mysqlclient", "asyncmy"]],
    ["mongodb", ["pymongo", "motor", "beanie"]],
  ];
  return table.filter(([, names]) => names.some((name) => hasPackage(project, python, name))).map(([kind]) => kind);
}
