import type { ServicePlan } from "../core/plan.ts";
import type { FileTree } from "../core/ports/host.ts";

/** What tools, tests and people leave inside folders that the build reads. Each is named only where its kind is there. */
const unwanted: readonly {
  readonly pattern: string;
  readonly found: RegExp;
  readonly always: (plan: ServicePlan) => boolean;
}[] = [
  {
    pattern: "**/__pycache__",
    found: /(?:^|\/)__pycache__(?:\/|$)/,
    always: (plan) => plan.context.some((path) => /\.py$|pyproject\.toml|requirements/.test(path)),
  },
  {
    pattern: "**/*.py[co]",
    found: /\.py[co]$/,
    always: (plan) => plan.context.some((path) => /\.py$|pyproject\.toml|requirements/.test(path)),
  },
  { pattern: "**/node_modules", found: /\/node_modules(?:\/|$)/, always: () => false },
  { pattern: "**/tests", found: /\/tests\//, always: () => false },
  { pattern: "**/__tests__", found: /\/__tests__\//, always: () => false },
  { pattern: "**/*.test.*", found: /\.test\.[cm]?[jt]sx?$/, always: () => false },
  { pattern: "**/*.spec.*", found: /\.spec\.[cm]?[jt]sx?$/, always: () => false },
  { pattern: "**/*.db", found: /\.db$/, always: () => false },
  { pattern: "**/*.log", found: /\.log$/, always: () => false },
  { pattern: "**/.env*", found: /(?:^|\/)\.env/, always: () => true },
  { pattern: "**/.DS_Store", found: /\.DS_Store$/, always: () => false },
];

/** The text of .dockerignore: everything is left out but what the build reads. */
export function renderIgnore(plan: ServicePlan, tree: FileTree): string {
  const folders = new Set(tree.entries.filter((e) => e.kind === "directory").map((e) => e.path));
  for (const e of tree.entries)
    for (let at = e.path.lastIndexOf("/"); at > 0; at = e.path.lastIndexOf("/", at - 1))
      folders.add(e.path.slice(0, at));
  for (const file of plan.support)
    if (file.path.includes("/")) folders.add(file.path.slice(0, file.path.lastIndexOf("/")));
  const letIn = plan.context.map((path) => ({ path, isFolder: folders.has(path) }));
  const inside = tree.entries
    .map((e) => e.path)
    .filter((path) => letIn.some((l) => l.isFolder && path.startsWith(`${l.path}/`)));
  const hasFolder = letIn.some((l) => l.isFolder);
  const left = unwanted
    .filter((u) => hasFolder && (u.always(plan) || inside.some((path) => u.found.test(path))))
    .map((u) => u.pattern);
  return [
    "# Everything is left out but what the build reads, so that a new file cannot get into an image by accident.",
    "*",
    ...letIn.map((l) => `!${escaped(l.path)}${l.isFolder ? "/" : ""}`),
    ...(left.length === 0 ? [] : ["# In the folders that are let in:", ...left]),
    "",
  ].join("\n");
}

function escaped(path: string): string {
  return path.replaceAll(/[\\*?[\]]/g, "\\$&");
}
