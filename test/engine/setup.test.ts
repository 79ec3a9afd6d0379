import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { engineDown, engineStatus } from "../../src/engines/setup/down.ts";
import { engineEnv, shellExports } from "../../src/engines/setup/env.ts";
import { findDockerd } from "../../src/engines/setup/install.ts";
import { engineUp } from "../../src/engines/setup/up.ts";
import { spawn } from "../spawn.ts";

const able = process.getuid?.() === 0 && findDockerd(process.env["PATH"]) !== null;

describe.skipIf(!able)("the private engine (needs root and dockerd)", () => {
  // A path with a space and a quote, in a network namespace of its own so that no other daemon's firewall is touched.
  const data = mkdtempSync(join(tmpdir(), "sea'worthy "));
  const environment = { ...process.env, XDG_DATA_HOME: data };
  const options = { spawn, mayInstall: false, environment, launcher: ["unshare", "--net"] };
  afterAll(async () => {
    await engineDown({ spawn, environment });
    rmSync(data, { recursive: true, force: true });
  });

  test("two calls at once start one daemon, and a later call finds it", async () => {
    const [a, b] = await Promise.all([engineUp(options), engineUp(options)]);
    expect([a, b].filter((up) => up.started)).toHaveLength(1);
    expect(a.pid).toBe(b.pid);
    expect((await engineUp(options)).started).toBe(false);
    expect(await engineStatus(environment)).toMatchObject({ state: "up", pid: a.pid });
  });

  test("after its exports a plain docker build uses BuildKit on it", async () => {
    const text = shellExports(await engineEnv({ spawn, environment }));
    const script = `${text}mkdir "$1" && cd "$1" && printf 'FROM scratch\\nCOPY Dockerfile /\\n' >Dockerfile && unset DOCKER_BUILDKIT && docker build -t t . 2>&1`;
    const said = execFileSync("sh", ["-c", script, "sh", join(data, "context")], { encoding: "utf8" });
    expect(said).toContain("[internal] load build definition");
  });

  test("a daemon that was killed is started anew, its leftovers cleared away", async () => {
    const { pid } = await engineStatus(environment);
    process.kill(pid ?? Number.NaN, "SIGKILL");
    const again = await engineUp(options);
    expect(again.pid).not.toBe(pid);
  });

  test("down ends it, a second down has nothing to do, and without consent nothing is installed", async () => {
    expect(await engineDown({ spawn, environment })).toBe(true);
    expect(await engineDown({ spawn, environment })).toBe(false);
    expect((await engineStatus(environment)).state).toBe("down");
  });
});
