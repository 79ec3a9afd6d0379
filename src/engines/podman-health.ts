import type { Cli } from "./cli.ts";
import type { Json } from "./json.ts";

const perNanosecond = 1e-6;
const defaultIntervalMs = 30_000;
const defaultTimeoutMs = 30_000;

/**
 * Podman runs health checks by systemd timers; where there is no systemd the status stays `starting` for ever. So whoever
 * asks for a container's state runs the check that is due: the first at once, the next when an interval has passed since
 * the last. Podman keeps the count of failures itself. Nobody asking means that no check runs, which docker would do.
 */
export function podmanHealth(now: () => number = Date.now): (cli: Cli, container: Json) => Promise<boolean> {
  const lastRun = new Map<string, number>();
  return async (cli, container) => {
    const check = container.at("Config", "Healthcheck");
    const test = check.at("Test").texts;
    const due = container.at("State", "Status").text === "running" && test.length > 0 && test[0] !== "NONE";
    if (!due) return false;
    const id = container.at("Id").text;
    const interval = check.at("Interval").number * perNanosecond || defaultIntervalMs;
    const last = lastRun.get(id);
    if (last !== undefined && now() - last < interval) return false;
    lastRun.set(id, now());
    const timeoutMs = check.at("Timeout").number * perNanosecond || defaultTimeoutMs;
    // Podman 4 waits for a check that hangs, and only then counts it as failed.
    await cli.run(["healthcheck", "run", id], { timeoutMs: timeoutMs + 5000 });
    return true;
  };
}
