import type { Output } from "../core/ports/process.ts";
import type { Trial } from "../core/ports/trial.ts";

/**
 * Runs a program in the final image to its end: no network, read-only, without capabilities, the declared paths in memory,
 * required variables with placeholders. `hidden` folders are covered by empty ones.
 */
export function runAlone(
  trial: Trial,
  argv: readonly [string, ...string[]],
  hidden: readonly string[] = [],
): Promise<Output> {
  const { plan, engine } = trial;
  const [program, ...rest] = argv;
  const owner = `uid=${plan.user.uid},gid=${plan.user.gid}`;
  const absolute = (path: string): string =>
    path.startsWith("/") ? path : `${plan.workdir.replace(/\/$/, "")}/${path}`;
  const required = plan.env.filter((variable) => variable.required && variable.default === null);
  return engine.runToEnd(
    {
      image: trial.image,
      ...(plan.entrypoint === null ? { command: argv } : { entrypoint: [program], command: rest }),
      env: Object.fromEntries(required.map((variable) => [variable.name, "seaworthy-proof"])),
      network: "none",
      readOnly: true,
      tmpfs: Object.fromEntries(
        [...plan.writable.map((one) => absolute(one.path)), ...hidden].map((path) => [
          path,
          path === "/tmp" ? "" : owner,
        ]),
      ),
      capDrop: ["ALL"],
      noNewPrivileges: true,
      noHealthcheck: true,
    },
    { timeoutMs: 120_000, signal: trial.signal },
  );
}
