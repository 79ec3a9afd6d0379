import { SeaworthyError } from "../core/errors/index.ts";
import type { Considered, ServiceFacts, StackFacts, Upstream } from "../core/facts.ts";
import type { FileTree } from "../core/ports/host.ts";
import { stacks } from "./all.gen.ts";
import type { Recognition, Stack } from "./define.ts";
import { folderOf, isLeft, isUnshipped } from "./folder.ts";

const manifests = new Set(["pyproject.toml", "package.json", "requirements.txt"]);

export interface DetectOptions {
  /** Only this folder, relative to the tree's root. */
  readonly service?: string;
}

/**
 * All services below a folder: each folder with a manifest that a stack knows, with everything read from its manifests
 * and syntax trees. A folder that one service lies in keeps what is its own.
 * @throws SeaworthyError `app-not-found` where none is found, naming what was looked at
 */
export function detect(tree: FileTree, options: DetectOptions = {}): StackFacts {
  const folders = candidateFolders(tree, options);
  const considered: Considered[] = [];
  const services: ServiceFacts[] = [];
  const failures: SeaworthyError[] = [];
  const looked: string[] = [];
  for (const path of folders) {
    const nested = folders.filter((other) => other !== path && (path === "." || other.startsWith(`${path}/`)));
    const folder = folderOf(tree, path, nested);
    const inTree = (file: string): string => (path === "." ? file : `${path}/${file}`);
    const ranked = stacks
      .map((stack): { stack: Stack; found: Recognition | null } => ({ stack, found: stack.recognise(folder) }))
      .filter((r): r is { stack: Stack; found: Recognition } => r.found !== null)
      .sort((a, b) => b.found.score - a.found.score);
    const [best, ...rest] = ranked;
    if (best === undefined) {
      const here = folder.files.filter((file) => manifests.has(file)).map(inTree);
      looked.push(`${here.join(", ")}: no known framework is among the dependencies`);
      for (const file of here)
        considered.push({
          fact: "service",
          candidate: path,
          file,
          line: 1,
          because: "no known framework is among its dependencies",
        });
      continue;
    }
    for (const { stack, found } of rest) {
      considered.push({
        fact: "stack",
        candidate: stack.id,
        file: inTree(found.file),
        line: found.line,
        because: `${best.stack.id} is surer: ${best.found.because}`,
      });
    }
    try {
      const detection = best.stack.detect(folder);
      const { found } = best;
      services.push({
        ...detection.facts,
        evidence: [
          { fact: "stack", file: found.file, line: found.line, because: found.because },
          ...detection.facts.evidence,
        ],
      });
      considered.push(...detection.considered.map((c) => ({ ...c, file: inTree(c.file) })));
    } catch (error) {
      if (!(error instanceof SeaworthyError)) throw error;
      failures.push(error);
      considered.push({
        fact: "service",
        candidate: path,
        file: inTree(best.found.file),
        line: best.found.line,
        because: error.message,
      });
      looked.push(`${path}: ${error.message}`, ...error.tried.map((line) => (path === "." ? line : `${path}/${line}`)));
    }
  }
  if (services.length === 0)
    throw failures.length === 1 && failures[0] !== undefined ? failures[0] : nothingFound(tree, looked);
  return { schema: 1, services: joined(services), considered };
}

function candidateFolders(tree: FileTree, options: DetectOptions): string[] {
  const found = new Set<string>();
  for (const entry of tree.entries) {
    if (entry.kind !== "file" || isLeft(entry.path)) continue;
    const at = entry.path.lastIndexOf("/");
    const folder = at === -1 ? "." : entry.path.slice(0, at);
    if (!manifests.has(entry.path.slice(at + 1)) || (folder !== "." && isUnshipped(`${folder}/x`))) continue;
    if (options.service === undefined || options.service === folder) found.add(folder);
  }
  return [...found].sort();
}

/** Upstreams take the name of the sibling that they address, so that the network's names and the variables agree. */
function joined(services: readonly ServiceFacts[]): ServiceFacts[] {
  return services.map((service) => ({
    ...service,
    upstreams: service.upstreams.map((upstream) => {
      const sibling = siblingOf(
        upstream,
        services.filter((other) => other !== service),
      );
      return sibling === undefined ? upstream : { ...upstream, name: sibling.name };
    }),
  }));
}

function siblingOf(upstream: Upstream, others: readonly ServiceFacts[]): ServiceFacts | undefined {
  const exact = others.find((other) => other.name === upstream.name);
  if (exact !== undefined) return exact;
  const near = others.filter(
    (other) => other.name.length > 2 && (other.name.includes(upstream.name) || upstream.name.includes(other.name)),
  );
  if (near.length === 1) return near[0];
  if (upstream.kind !== "mcp" && upstream.kind !== "http") return undefined;
  const port = /:(\d{2,5})(?:\/|$)/.exec(upstream.default ?? "")?.[1];
  const listening = others.filter(
    (other) => String(other.port) === port && (upstream.kind !== "mcp" || other.framework === "mcp"),
  );
  return listening.length === 1 ? listening[0] : undefined;
}

function nothingFound(tree: FileTree, looked: readonly string[]): SeaworthyError {
  const unreadable = tree.entries
    .filter((e) => e.kind === "file" && tree.problem(e.path) !== null)
    .slice(0, 20)
    .map((e) => `${e.path}: ${tree.problem(e.path) ?? ""}`);
  return new SeaworthyError("app-not-found", {
    what: "No service was found here.",
    why:
      looked.length === 0
        ? "No folder holds a pyproject.toml, requirements.txt or package.json."
        : "No manifest leads to an application that is known how to run.",
    todo: "Point at the folder of the service, or see `seaworthy detect --help` for the stacks that are known.",
    tried: [...looked, ...unreadable, ...(looked.length === 0 ? tree.entries.slice(0, 40).map((e) => e.path) : [])],
  });
}
