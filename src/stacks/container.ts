import type { ServiceFacts } from "../core/facts.ts";
import type { Step, Writable } from "../core/plan.ts";

export const applicationUser = { uid: 10001, gid: 10001 } as const;
export const workdir = "/app";

/** Where the application may write: what the code writes, and the temporary folder that runtimes expect. */
export function writablesOf(facts: ServiceFacts): Writable[] {
  const declared = facts.writes.map((write) => ({
    path: write.path.startsWith("/") ? write.path : write.path === "." ? workdir : `${workdir}/${write.path}`,
    lasting: write.lasting,
    why: `${write.evidence.file}:${write.evidence.line}`,
  }));
  return [...declared, { path: "/tmp", lasting: false, why: "temporary files, such as uploads while they arrive" }];
}

/** Makes the writable folders, owned by the application's user; everything else stays root's. */
export function writableStep(facts: ServiceFacts): Step[] {
  return writableFolders(facts, (path) => path);
}

/** The same step with each folder where `place` puts it. */
export function writableFolders(facts: ServiceFacts, place: (path: string) => string): Step[] {
  const paths = facts.writes.filter((w) => w.path !== ".").map((w) => place(w.path));
  const own = facts.writes.some((w) => w.path === ".") ? [place(".")] : [];
  if (paths.length + own.length === 0) return [];
  const places = [...new Set(facts.writes.map((w) => `${w.evidence.file}:${w.evidence.line}`))].join(", ");
  const { uid, gid } = applicationUser;
  return [
    {
      kind: "run",
      command: ["install", "-d", "-o", String(uid), "-g", String(gid), ...paths, ...own],
      why: `What the application writes (${places}), and nothing else.`,
    },
  ];
}

export function aptStep(packages: readonly string[], why: string): Step[] {
  if (packages.length === 0) return [];
  return [
    {
      kind: "run",
      command: `apt-get update && apt-get install -y --no-install-recommends ${packages.join(" ")} && rm -rf /var/lib/apt/lists/*`,
      why,
    },
  ];
}
