import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { daemonConfiguration, ownBridge } from "./configuration.ts";
import { isOurDaemon } from "./daemon-process.ts";
import { shellExports } from "./env.ts";
import { isDebianLike } from "./install.ts";
import { withLock } from "./lock.ts";
import { mountsBelow } from "./mounts.ts";
import { enginePaths } from "./paths.ts";
import { answers } from "./ping.ts";
import { podmanScript } from "./podman-client.ts";

const folder = mkdtempSync(join(tmpdir(), "setup-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("paths", () => {
  test.each([
    [{ XDG_DATA_HOME: "/data", HOME: "/home/a" }, "/data/seaworthy/engine"],
    [{ HOME: "/home/a" }, "/home/a/.local/share/seaworthy/engine"],
    [{ XDG_DATA_HOME: "relative", HOME: "/home/a" }, "/home/a/.local/share/seaworthy/engine"],
  ])("%j -> %s", (environment, root) => {
    expect(enginePaths(environment).root).toBe(root);
  });

  test("a socket path that Linux would cut is refused", () => {
    expect(() => enginePaths({ XDG_DATA_HOME: `/${"x".repeat(100)}` })).toThrow(
      expect.objectContaining({ code: "engine-path-too-long" }),
    );
  });
});

test("exports survive any path through a POSIX shell", () => {
  const odd = `/a b/$(false)'"\`x\``;
  const text = shellExports({ variables: { DOCKER_HOST: `unix://${odd}` }, pathPrefix: odd });
  const seen = execFileSync("sh", ["-c", `${text}printf '%s\\n' "$DOCKER_HOST" "\${PATH%%:*}"`], { encoding: "utf8" });
  expect(seen).toBe(`unix://${odd}\n${odd}\n`);
});

test("the daemon's configuration turns BuildKit on and keeps everything in the engine's folder", () => {
  const paths = enginePaths({ XDG_DATA_HOME: "/data" });
  const told: unknown = JSON.parse(daemonConfiguration(paths, "own"));
  expect(told).toMatchObject({
    features: { buildkit: true },
    "data-root": "/data/seaworthy/engine/data",
    bridge: ownBridge(paths).name,
  });
  expect(JSON.parse(daemonConfiguration(paths, "docker0"))).not.toHaveProperty("bridge");
  expect(Buffer.byteLength(ownBridge(paths).name)).toBeLessThanOrEqual(15);
  expect(ownBridge(enginePaths({ XDG_DATA_HOME: "/other" })).name).not.toBe(ownBridge(paths).name);
});

test.each([
  ['ID=debian\nVERSION_ID="12"', true],
  ["ID=ubuntu\nID_LIKE=debian", true],
  ['ID=pop\nID_LIKE="ubuntu debian"', true],
  ["ID=fedora", false],
  ["NAME=debianish\nID=arch", false],
  ["", false],
])("os-release %j is Debian's family: %s", (text, verdict) => {
  expect(isDebianLike(text)).toBe(verdict);
});

describe("lock", () => {
  test("holders go one after the other", async () => {
    const path = join(folder, "lock");
    const seen: string[] = [];
    const work = (name: string) => () =>
      new Promise<void>((resolve) => {
        seen.push(`${name} in`);
        setImmediate(() => resolve(void seen.push(`${name} out`)));
      });
    await Promise.all([withLock(path, 5000, work("a")), withLock(path, 5000, work("b"))]);
    expect(seen[1]?.endsWith("out")).toBe(true);
    expect(seen).toHaveLength(4);
  });

  test("a dead holder's lock is taken over, a living one's is not", async () => {
    const path = join(folder, "held");
    writeFileSync(path, "4194399\n");
    expect(await withLock(path, 0, () => Promise.resolve(1))).toBe(1);
    writeFileSync(path, `${process.ppid}\n`);
    await expect(withLock(path, 0, () => Promise.resolve(1))).rejects.toMatchObject({ code: "engine-busy" });
  });
});

test("a process that is not the daemon is never taken for it, and no socket does not answer", async () => {
  expect(await isOurDaemon(process.pid, enginePaths({ XDG_DATA_HOME: "/data" }))).toBe(false);
  expect(await answers(join(folder, "none.sock"))).toBe(false);
});

test("finds the mounts below a folder, latest first, with spaces in their names, and no neighbour's", () => {
  const text =
    "1 0 8:1 / / rw - ext4 a rw\n2 1 8:1 / /a\\040b/data rw - ext4 a rw\n3 1 8:1 / /a\\040b/data/x rw - overlay o rw\n4 1 8:1 / /a\\040bc/y rw - ext4 a rw\n";
  expect(mountsBelow(text, "/a b")).toEqual(["/a b/data/x", "/a b/data"]);
});

test("the scripts in front of podman hand every word on and add what the host needs where it is taken", () => {
  const program = join(folder, "it's podman");
  writeFileSync(program, '#!/bin/sh\nprintf "[%s]" "$@"\n', { mode: 0o755 });
  const script = join(folder, "script");
  writeFileSync(script, podmanScript(program, { global: ["--runtime", "runc"], ulimits: ["--ulimit", "nofile=1:1"] }), {
    mode: 0o755,
  });
  const said = (...words: string[]) => execFileSync(script, words, { encoding: "utf8" });
  expect(said("build", "-t", "a b", ".")).toBe(
    "[--runtime][runc][build][--format][docker][--ulimit][nofile=1:1][-t][a b][.]",
  );
  expect(said("buildx", "build", ".")).toBe(said("build", "."));
  expect(said("run", "--rm", "x", "$HOME")).toBe("[--runtime][runc][run][--ulimit][nofile=1:1][--rm][x][$HOME]");
  expect(said("ps", "-a")).toBe("[--runtime][runc][ps][-a]");
  expect(said()).toBe("[--runtime][runc]");
});
