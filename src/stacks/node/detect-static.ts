import type { EnvVariable, Evidence, Route, ServiceFacts, Upstream } from "../../core/facts.ts";
import { SeaworthyError } from "../../core/errors/index.ts";
import { dottedName, walk } from "../../formats/expression/index.ts";
import { readViteConfig, type ViteConfig } from "../../formats/manifests/index.ts";
import { type Detection } from "../define.ts";
import type { Folder } from "../folder.ts";
import { engineName, upstreamName } from "../naming.ts";
import { nodeContext } from "./context.ts";
import { readNodeProject, type NodeProject } from "./project.ts";
import { chooseNode } from "./runtime.ts";

export const configs = ["vite.config.ts", "vite.config.js", "vite.config.mts", "vite.config.mjs", "vite.config.cjs"];

export function detectStatic(folder: Folder): Detection {
  const project = readNodeProject(folder);
  if (project === null || "problem" in project)
    throw new SeaworthyError("manifest-broken", {
      what: "package.json does not parse.",
      why: project === null ? "It cannot be read." : project.problem.says,
      todo: "Mend it.",
    });
  const file = configs.find((name) => folder.has(name)) ?? null;
  const config = file === null ? null : readViteConfig(folder.read(file) ?? "", file);
  const runtime = chooseNode(project);
  const upstreams = upstreamsFrom(config, file ?? "vite.config.ts");
  const buildArguments = viteVariables(project);
  const runtimeVariables = upstreams.map((u): EnvVariable => ({
    name: u.env ?? "",
    required: false,
    default: u.default,
    secret: false,
    evidence: u.evidence,
  }));
  const routes: Route[] = [{ method: "GET", path: "/", file: "index.html", line: 1, safe: true }];
  const outDir = config?.outDir ?? "dist";
  const evidence: Evidence[] = [
    {
      fact: "app",
      file: file ?? "package.json",
      line: config?.outDirLine ?? 1,
      because: `the build's output is ${outDir}/${config === null ? ", Vite's default" : ""}`,
    },
    { fact: "runtime", file: runtime.file, line: runtime.line, because: `${runtime.because} (to build with)` },
    { fact: "port", file: "package.json", line: 1, because: "8080: an unprivileged web server cannot have 80" },
    {
      fact: "health",
      file: "package.json",
      line: 1,
      because: "the web server answers /healthz itself, whatever its upstreams do",
    },
    ...(config?.proxies ?? []).map((p) => ({
      fact: "proxy",
      file: file ?? "",
      line: p.line,
      because: `${p.path} goes to ${p.env ?? p.target ?? "an address that is not known before the start"}`,
    })),
    ...project.problems.map((p) => ({ fact: "problem", file: p.file, line: p.line, because: p.says })),
  ];
  const context = nodeContext(project, null);
  const facts: ServiceFacts = {
    path: folder.path,
    name: engineName(folder.name),
    stack: "node",
    framework: "vite",
    packageManager: project.packageManager,
    runtime: runtime.runtime,
    start: [],
    port: 8080,
    health: "/healthz",
    routes: [...routes, { method: "GET", path: "/healthz", file: "package.json", line: 1, safe: true }],
    env: [...buildArguments, ...runtimeVariables].filter((v, i, all) => all.findIndex((o) => o.name === v.name) === i),
    writes: [],
    upstreams,
    systemPackages: { build: [], run: [] },
    evidence,
    detail: {
      ...context,
      outDir,
      base: config?.base ?? "/",
      buildArguments: buildArguments.map((v) => v.name),
      proxies: (config?.proxies ?? [])
        .filter((p) => !p.path.startsWith("^"))
        .map((p) => `${p.path} ${envOf(p.env, p.target)}`),
    },
  };
  const left = (config?.proxies ?? [])
    .filter((p) => p.path.startsWith("^"))
    .map((p) => ({
      fact: "proxy",
      candidate: p.path,
      file: file ?? "",
      line: p.line,
      because: "a regular expression has no counterpart in the web server's configuration: add it by hand",
    }));
  return { facts, considered: [...runtime.considered, ...left] };
}

/** A proxy whose address is written out gets a variable of its own, so that one image serves everywhere. */
function envOf(env: string | null, target: string | null): string {
  if (env !== null) return env.replace(/^VITE_/, "");
  return /:8000\b|backend/.test(target ?? "") || target === null ? "BACKEND_URL" : "API_URL";
}

function upstreamsFrom(config: ViteConfig | null, file: string): Upstream[] {
  const found = new Map<string, Upstream>();
  for (const proxy of config?.proxies ?? []) {
    // A regular expression is no path prefix: it is left out of the proxy and so of the upstreams.
    if (proxy.path.startsWith("^")) continue;
    const env = envOf(proxy.env, proxy.target);
    if (!found.has(env)) {
      found.set(env, {
        name: upstreamName(env),
        kind: "http",
        env,
        default: proxy.target,
        required: false,
        evidence: { file, line: proxy.line },
      });
    }
  }
  return [...found.values()];
}

/** `import.meta.env.VITE_*`: written into the files at build time, so public by nature. */
function viteVariables(project: NodeProject): EnvVariable[] {
  const found = new Map<string, EnvVariable>();
  for (const script of project.scripts) {
    for (const e of script.syntax.expressions.flatMap((root) => [...walk(root)])) {
      if (e.kind !== "member" || !e.name.startsWith("VITE_") || dottedName(e.object) !== "import.meta.env") continue;
      if (!found.has(e.name))
        found.set(e.name, {
          name: e.name,
          required: false,
          default: null,
          secret: false,
          evidence: { file: script.file, line: e.line },
        });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
