import { walk } from "../../formats/expression/index.ts";
import type { NodeProject, Script } from "./project.ts";
import { textOf } from "./values.ts";

export interface ChosenStart {
  readonly command: readonly string[];
  /** The file that runs, such as `dist/main.js`. */
  readonly entry: string;
  readonly file: string;
  readonly line: number;
  readonly because: string;
}

/** The command that starts the server with node itself, by who says it: `start`, `main`, `bin`, else the script that listens. */
export function chooseStart(project: NodeProject): ChosenStart | null {
  const { manifest } = project;
  for (const name of ["start:prod", "start"]) {
    const script = manifest.scripts[name];
    const command = script === undefined ? null : nodeCommand(script.value);
    if (script !== undefined && command !== null) {
      const entry = command.at(command.findIndex((word, i) => i > 0 && !word.startsWith("-"))) ?? "";
      return {
        command: withEnding(project, command),
        entry: entryFile(project, entry),
        file: "package.json",
        line: script.line,
        because: `the script ${name}`,
      };
    }
  }
  const named: readonly (readonly [string, number, string])[] = [
    ...(manifest.main === null ? [] : [[manifest.main.value, manifest.main.line, "main"] as const]),
    ...Object.values(manifest.bin).map((file) => [file, 1, "bin"] as const),
  ];
  for (const [path, line, because] of named) {
    const file = path.replace(/^\.\//, "");
    const runs = /\.[cm]?js$/.test(file) && (project.folder.has(file) || isBuilt(project, file));
    if (runs)
      return { command: ["node", file], entry: file, file: "package.json", line, because: `its field ${because}` };
  }
  const [best] = listeners(project);
  if (best === undefined) return null;
  const entry = builtName(project, best.script.file);
  return {
    command: ["node", entry],
    entry,
    file: best.script.file,
    line: best.line,
    because: "this script listens, and package.json names none that node could run",
  };
}

/** `node` with its file and flags, or null for anything else (nodemon, pm2, several commands). */
function nodeCommand(script: string): string[] | null {
  const words = script.trim().split(/\s+/);
  while (words[0] !== undefined && (/^[A-Z_]\w*=\S*$/.test(words[0]) || words[0] === "cross-env")) words.shift();
  if (words[0] !== "node" || words.some((word) => /[&|;<>$`"'*]/.test(word) || word === "--watch")) return null;
  const kept = words.filter((word) => !word.startsWith("--env-file") && !word.startsWith("--inspect"));
  const file = kept.slice(1).find((word) => !word.startsWith("-"));
  return file === undefined ? null : kept.map((word) => (word === file ? word.replace(/^\.\//, "") : word));
}

/** `node dist/main` (without an ending) and `node .` as node itself resolves them. */
function withEnding(project: NodeProject, command: readonly string[]): string[] {
  return command.map((word, i) => (i > 0 && !word.startsWith("-") ? entryFile(project, word) : word));
}

function entryFile(project: NodeProject, word: string): string {
  if (word === ".") return project.manifest.main?.value.replace(/^\.\//, "") ?? "index.js";
  if (/\.[cm]?[jt]s$/.test(word)) return word;
  if (project.folder.has(`${word}/index.js`)) return `${word}/index.js`;
  return `${word}.js`;
}

function isBuilt(project: NodeProject, file: string): boolean {
  const out = project.tsconfig?.outDir?.value;
  return (out !== undefined && file.startsWith(`${out}/`)) || /^(?:dist|build|lib|out)\//.test(file);
}

/** Where the compiler puts a source file. */
export function builtName(project: NodeProject, file: string): string {
  if (!/\.[cm]?ts$/.test(file)) return file;
  const out = project.tsconfig?.outDir?.value ?? "dist";
  const include = project.tsconfig?.include.map((i) => i.split("/")[0] ?? "") ?? [];
  const root =
    project.tsconfig?.rootDir?.value ??
    (include.length === 1 && include[0] !== undefined && !include[0].includes("*")
      ? include[0]
      : file.includes("/")
        ? (file.split("/")[0] ?? ".")
        : ".");
  const inside = root !== "." && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
  return `${out}/${inside.replace(/ts$/, "js")}`;
}

export interface Listener {
  readonly script: Script;
  readonly line: number;
  readonly port: number | null;
  readonly score: number;
}

const entries = /(?:^|\/)(?:main|index|server|app|www|start)\.[cm]?[jt]s$/;

/** Calls that listen, the likeliest entry first. */
export function listeners(project: NodeProject): Listener[] {
  const found: Listener[] = [];
  for (const script of project.scripts) {
    for (const e of script.syntax.expressions.flatMap((root) => [...walk(root)])) {
      if (e.kind !== "call") continue;
      const name = e.callee.kind === "member" || e.callee.kind === "name" ? e.callee.name : "";
      const isServe = name === "serve" && e.callee.kind === "name";
      if (!isServe && !(name === "listen" && e.callee.kind === "member")) continue;
      const options = e.args.find((a) => a.kind === "object");
      const given =
        options?.kind === "object" ? options.entries.find((entry) => entry.key === "port")?.value : e.args[0];
      const port = Number(textOf(project, script, given) ?? "");
      const score = (entries.test(script.file) ? 10 : 0) - script.file.split("/").length + (e.args.length > 0 ? 1 : 0);
      found.push({
        script,
        line: e.line,
        port: Number.isInteger(port) && port > 0 && port < 65536 ? port : null,
        score,
      });
    }
  }
  return found.sort((a, b) => b.score - a.score || (a.script.file < b.script.file ? -1 : 1));
}
