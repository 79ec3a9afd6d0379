import type { WritePath } from "../../core/facts.ts";
import { stringOf, walk } from "../../formats/expression/index.ts";
import type { NodeProject } from "./project.ts";
import { textOf } from "./values.ts";

const folders = /^(?:mkdir|mkdirSync|ensureDir|ensureDirSync)$/;
const files = /^(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|outputFile)$/;

/** The directories that a Node service writes at run time, where their paths are constants. */
export function findNodeWrites(project: NodeProject): WritePath[] {
  const found = new Map<string, WritePath>();
  for (const script of project.scripts) {
    if (/\.config\.[cm]?[jt]s$/.test(script.file)) continue;
    for (const e of script.syntax.expressions.flatMap((root) => [...walk(root)])) {
      if (e.kind !== "call") continue;
      const name = e.callee.kind === "member" || e.callee.kind === "name" ? e.callee.name : "";
      const options = e.args[0]?.kind === "object" ? e.args[0] : undefined;
      let path: string | null = null;
      let isFile = true;
      if (folders.test(name)) [path, isFile] = [textOf(project, script, e.args[0]), false];
      else if (files.test(name)) path = textOf(project, script, e.args[0]);
      else if (name === "multer")
        [path, isFile] = [stringOf(options?.entries.find((o) => o.key === "dest")?.value), false];
      else if (/^(?:Database|DatabaseSync)$/.test(name)) path = textOf(project, script, e.args[0]);
      if (path === null || /[\s$`"'{}*:]/.test(path)) continue;
      const clean = path.replace(/^\.\//, "").replace(/\/$/, "");
      const folder = isFile ? (clean.includes("/") ? clean.slice(0, clean.lastIndexOf("/")) : ".") : clean;
      if (folder === "" || folder.startsWith("..") || /^\/(?:tmp|dev|proc)?(?:\/|$)/.test(folder)) continue;
      const lasting = !/(?:^|\/)(?:logs?|tmp|temp|cache)(?:\/|$)/i.test(folder);
      if (!found.has(folder))
        found.set(folder, { path: folder, lasting, evidence: { file: script.file, line: e.line } });
    }
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
