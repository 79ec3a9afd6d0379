import type { ServicePlan } from "../core/plan.ts";
import type { RunRequest } from "../core/ports/engine.ts";

/** A writable path as the container sees it. */
export function containerPath(plan: ServicePlan, path: string): string {
  return path.startsWith("/") ? path : `${plan.workdir.replace(/\/$/, "")}/${path}`;
}

/**
 * How a service is run under proof: a read-only root, memory at the declared writable paths and /tmp, no capabilities,
 * no new privileges. The same restrictions stand in the compose file.
 */
export function hardening(plan: ServicePlan, withoutWritable: readonly string[] = []): Partial<RunRequest> {
  const owner = `uid=${plan.user.uid},gid=${plan.user.gid}`;
  const tmpfs: Record<string, string> = {};
  for (const writable of plan.writable) {
    if (withoutWritable.includes(writable.path)) continue;
    const path = containerPath(plan, writable.path);
    tmpfs[path] = path === "/tmp" ? "" : owner;
  }
  return { readOnly: true, tmpfs, capDrop: ["ALL"], noNewPrivileges: true };
}
