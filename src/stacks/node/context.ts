import { stringOf, walk } from "../../formats/expression/index.ts";
import { noTests, type TestsDetail } from "../own-tests.ts";
import { nodeTests } from "./own-tests.ts";
import { scriptAt, type NodeProject, type Script } from "./project.ts";

export type NodeDetail = {
  readonly project: string | null;
  readonly lock: string | null;
  readonly manifests: readonly string[];
  /** What `npm run build` reads; empty where nothing is built. */
  readonly buildReads: readonly string[];
  readonly buildScript: string | null;
  readonly outDir: string | null;
  /** What is shipped from the folder as it is: code that needs no build, and the files it reads. */
  readonly sources: readonly string[];
  readonly hasDevDependencies: boolean;
  readonly hasDependencies: boolean;
  readonly needsInstallScripts: boolean;
  readonly npmrc: "none" | "plain" | "secret";
} & TestsDetail;

const buildConfig =
  /^(?:tsconfig(?:\.[\w-]+)?\.json|(?:tsup|rollup|vite|esbuild|webpack|babel|postcss|tailwind|svelte|astro|vue|uno|panda)\.config\.[cm]?[jt]s|nest-cli\.json|\.swcrc|\.babelrc|components\.json|\.browserslistrc|index\.html)$/;
const runFolders = /^(?:public|views|static|assets|templates|locales|migrations)$/;

/** `entry` is the file that runs (null for a static site). */
export function nodeContext(project: NodeProject, entry: string | null): NodeDetail {
  const { folder, manifest, lock } = project;
  const built = manifest.scripts["build"];
  const isBuilt = built !== undefined && (entry === null || !folder.has(entry));
  const outDir = entry === null ? null : isBuilt ? (entry.split("/")[0] ?? null) : null;
  const npmrc = folder.read(".npmrc");
  const tops = new Set<string>();
  const reached = isBuilt ? project.scripts : reachable(project, entry);
  for (const script of reached) {
    const top = script.file.split("/")[0] ?? script.file;
    if (top !== script.file || !isBuilt || entry === null) tops.add(top);
    else tops.add(script.file);
  }
  const named = new Set<string>();
  for (const script of project.scripts) {
    for (const root of script.syntax.expressions) {
      for (const e of walk(root)) {
        const top = (stringOf(e) ?? "").replace(/^(?:\.{0,2}\/)+/, "").split("/")[0] ?? "";
        if (runFolders.test(top) && folder.hasFolder(top)) named.add(top);
      }
    }
  }
  const config = (file: string): boolean => !file.includes("/") && buildConfig.test(file);
  const isConfigScript = (top: string): boolean =>
    /\.config\.[cm]?[jt]s$|\.(?:test|spec)\./.test(top) || top.startsWith(".");
  const buildReads = isBuilt
    ? [
        ...new Set([
          ...folder.files.filter(config),
          ...[...tops].filter((t) => !isConfigScript(t)),
          ...(folder.hasFolder("public") ? ["public"] : []),
          ...(folder.hasFolder("prisma") ? ["prisma"] : []),
        ]),
      ].sort()
    : [];
  const sources =
    entry === null
      ? []
      : [
          ...new Set(["package.json", ...named, ...(isBuilt ? [] : [...tops].filter((t) => !isConfigScript(t)))]),
        ].sort();
  return {
    project: manifest.name?.value ?? null,
    lock: lock === null ? null : project.lockFile,
    manifests: ["package.json", ...(project.lockFile === null ? [] : [project.lockFile])],
    buildReads: buildReads.filter((r) => r !== "package.json"),
    buildScript: isBuilt ? "build" : null,
    outDir,
    sources,
    hasDevDependencies: Object.keys(manifest.devDependencies).length > 0,
    hasDependencies: Object.keys(manifest.dependencies).length > 0,
    needsInstallScripts: lock?.modules.some((m) => m.hasInstallScript) ?? true,
    npmrc: npmrc === null ? "none" : /_auth|_password|token/i.test(npmrc) ? "secret" : "plain",
    ...(entry === null ? noTests : nodeTests(project)),
  };
}

function reachable(project: NodeProject, entry: string | null): Script[] {
  const first = project.scripts.find((s) => s.file === entry);
  if (first === undefined) return [...project.scripts];
  const seen = new Set<Script>([first]);
  const queue = [first];
  for (let script = queue.pop(); script !== undefined; script = queue.pop()) {
    for (const { module } of script.syntax.modules) {
      const next = scriptAt(project, script.file, module);
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return [...seen];
}
