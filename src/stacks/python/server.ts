import { dottedName, type Expression } from "../../formats/expression/index.ts";
import { pythonCalls } from "../../formats/python/index.ts";
import type { EnvReading } from "../upstreams.ts";
import type { Candidate } from "./application.ts";
import { dependencyOf, hasPackage, type PythonProject } from "./project.ts";
import type { Resolver } from "./resolve.ts";

export interface ChosenPort {
  readonly port: number;
  readonly file: string;
  readonly line: number;
  readonly because: string;
}

/** The port, by who says it: the Procfile, the code's own call of a server, a settings field or PORT, else the framework's. */
export function choosePort(
  project: PythonProject,
  resolver: Resolver,
  application: Candidate,
  env: readonly EnvReading[],
): ChosenPort {
  for (const [index, line] of (project.folder.read("Procfile") ?? "").split("\n").entries()) {
    const port = /^web:.*(?:--port[ =]|-p |:)(\d{2,5})\b/.exec(line)?.[1];
    if (port !== undefined)
      return { port: Number(port), file: "Procfile", line: index + 1, because: "the Procfile's web process" };
  }
  for (const module of project.modules) {
    for (const { call, scope } of pythonCalls(module.syntax)) {
      if (resolver.pathOf(module, call.callee) !== "uvicorn.run") continue;
      const given = call.keywords.get("port") ?? call.args[2];
      const port = toPort(resolver.text(module, unconverted(given), scope));
      if (port !== null) return { port, file: module.file, line: call.line, because: "the port of uvicorn.run" };
    }
  }
  const setting = env.find(
    (e) => /^(?:\w+_)?PORT$/.test(e.name) && !othersPort.test(e.name) && toPort(e.default) !== null,
  );
  const port = toPort(setting?.default ?? null);
  if (setting !== undefined && port !== null)
    return {
      port,
      file: setting.evidence.file,
      line: setting.evidence.line,
      because: `the default of ${setting.name}`,
    };
  return {
    port: 8000,
    file: application.module.file,
    line: application.line,
    because: "nothing names a port: 8000 is uvicorn's and FastAPI's own default",
  };
}

function unconverted(expression: Expression | undefined): Expression | undefined {
  return expression?.kind === "call" && dottedName(expression.callee) === "int" ? expression.args[0] : expression;
}

function toPort(text: string | null): number | null {
  const port = text !== null && /^\d{2,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port < 65536 ? port : null;
}

/** Ports of what is called, not of what is served. */
const othersPort =
  /(?:SMTP|MAIL|EMAIL|DB|DATABASE|REDIS|POSTGRES|PG|MYSQL|MARIADB|MONGO|RABBIT|AMQP|KAFKA|METRICS|PROMETHEUS|MCP|LDAP|FTP|PROXY|QUEUE|CACHE|DEBUG)\w*_PORT$/;

export interface ChosenServer {
  /** Null where the dependencies bring none: the plan then says what to add. */
  readonly name: "uvicorn" | "hypercorn" | "granian" | null;
  readonly because: string;
  readonly file: string;
  readonly line: number;
}

export function chooseServer(project: PythonProject, python: string): ChosenServer {
  const manifest =
    project.packageManager === "pip" ? (project.requirements?.files[0] ?? "requirements.txt") : "pyproject.toml";
  for (const name of ["uvicorn", "hypercorn", "granian"] as const) {
    const direct = dependencyOf(project, name);
    if (direct !== undefined) return { name, because: `${name} is a dependency`, file: direct.file, line: direct.line };
  }
  const fastapi = dependencyOf(project, "fastapi");
  if (fastapi?.requirement.extras.some((extra) => extra === "standard" || extra === "all")) {
    return {
      name: "uvicorn",
      because: `fastapi[${fastapi.requirement.extras.join(",")}] brings uvicorn`,
      file: fastapi.file,
      line: fastapi.line,
    };
  }
  for (const name of ["uvicorn", "hypercorn", "granian"] as const) {
    if (hasPackage(project, python, name))
      return { name, because: `${name} is in the lock's runtime closure`, file: "uv.lock", line: 1 };
  }
  return {
    name: null,
    because: "no ASGI server is among the dependencies: add uvicorn",
    file: fastapi?.file ?? manifest,
    line: fastapi?.line ?? 1,
  };
}

/** The start command in exec form, bound to all interfaces. */
export function startCommand(server: ChosenServer, application: Candidate, port: number): string[] {
  const target = `${application.module.name}:${application.name}`;
  if (server.name === "hypercorn")
    return ["hypercorn", "--bind", `0.0.0.0:${port}`, application.isFactory ? `${target}()` : target];
  if (server.name === "granian") {
    return [
      "granian",
      "--interface",
      "asgi",
      "--host",
      "0.0.0.0",
      "--port",
      String(port),
      ...(application.isFactory ? ["--factory"] : []),
      target,
    ];
  }
  return [
    "uvicorn",
    target,
    ...(application.isFactory ? ["--factory"] : []),
    "--host",
    "0.0.0.0",
    "--port",
    String(port),
  ];
}
