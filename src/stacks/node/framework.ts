import { walk } from "../../formats/expression/index.ts";
import type { NodeProject } from "./project.ts";

const frameworks: readonly (readonly [string, string])[] = [
  ["@nestjs/core", "nest"],
  ["fastify", "fastify"],
  ["express", "express"],
  ["hono", "hono"],
  ["koa", "koa"],
];

/** The server framework, by what is imported and what the dependencies name. */
export function frameworkOf(project: NodeProject): { name: string; package: string; line: number } | null {
  const mcp = project.scripts
    .flatMap((s) => s.syntax.imports)
    .find((i) => i.module.startsWith("@modelcontextprotocol/") && /^Mcp?Server$|^Server$/.test(i.name ?? ""));
  if (mcp !== undefined) {
    const name = mcp.module.split("/").slice(0, 2).join("/");
    return { name: "mcp", package: name, line: project.manifest.dependencies[name]?.line ?? 1 };
  }
  for (const [name, framework] of frameworks) {
    const found = project.manifest.dependencies[name];
    if (found !== undefined) return { name: framework, package: name, line: found.line };
  }
  return null;
}

/** Whether any script reacts to the stop signal: as process 1, node does not end on it by itself. */
export function handlesSigterm(project: NodeProject): boolean {
  return project.scripts.some((s) =>
    s.syntax.expressions.some((root) => [...walk(root)].some((e) => e.kind === "literal" && e.value === "SIGTERM")),
  );
}
