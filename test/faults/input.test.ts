import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { inEngineShell, run, seaworthy } from "../run.ts";
import { copyExample, smallService, temporary } from "./app.ts";

let folder = "";
let remove = async (): Promise<void> => {};

beforeEach(async () => {
  ({ path: folder, remove } = await temporary("input"));
});
afterEach(() => remove());

/** What every error must do: end with 2, say what happened and what to do, and show no stack. */
function expectClear(
  ran: { exitCode: number | null; stdout: string; stderr: string },
  ...words: readonly string[]
): void {
  expect(ran.exitCode, ran.stdout + ran.stderr).toBe(2);
  for (const word of words) expect(ran.stderr).toContain(word);
  expect(ran.stderr).not.toMatch(/^\s+at .*\(.*:\d+:\d+\)/m);
}

describe("bad input", () => {
  it("a folder that is not there", async () => {
    expectClear(await seaworthy(["detect", `${folder}/nowhere`]), "nowhere");
  });

  it("a folder without a backend", async () => {
    await writeFile(`${folder}/notes.txt`, "nothing here");
    expectClear(await seaworthy(["detect", folder]), "No service was found");
  });

  it("an app object that is not there: what was looked at is listed", async () => {
    await copyExample("todo/backend", folder);
    const main = await readFile(`${folder}/app/main.py`, "utf8");
    await writeFile(`${folder}/app/main.py`, main.replaceAll("FastAPI(", "dict("));
    expectClear(await seaworthy(["init", folder]), "app/main.py");
  });

  it("a missing lock is named, and nothing is written", async () => {
    await copyExample("todo/backend", folder);
    await rm(`${folder}/uv.lock`);
    await rm(`${folder}/Dockerfile`, { force: true });
    expectClear(await seaworthy(["init", folder]), "uv.lock", "uv lock");
    expect(await readdir(folder)).not.toContain("Dockerfile");
  });

  it("a stale lock fails the build by name", async () => {
    await copyExample("todo/backend", folder);
    const manifest = await readFile(`${folder}/pyproject.toml`, "utf8");
    await writeFile(`${folder}/pyproject.toml`, manifest.replace(/ +"psycopg.*\n/, ""));
    const built = await seaworthy(["build", "--yes", folder]);
    expectClear(built, "build-failed", "\n    #", "The lockfile at `uv.lock` needs to be updated");
  });

  it("binary, unreadable and out-of-tree files do not end detection", async () => {
    await smallService(folder);
    await writeFile(`${folder}/blob.js`, Buffer.from([0, 255, 0, 254, 10, 0]));
    await writeFile(`${folder}/secret.js`, "export {}\n");
    await chmod(`${folder}/secret.js`, 0);
    await symlink("/etc/passwd", `${folder}/outside.js`);
    await symlink("/etc", `${folder}/etc`);
    await symlink(".", `${folder}/self`);
    const ran = await seaworthy(["detect", "--json", folder]);
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(ran.stdout).not.toContain("root:x:");
    const { services } = JSON.parse(ran.stdout) as { services: { port: number; health: string }[] };
    expect(services.map((one) => [one.port, one.health])).toEqual([[8080, "/health"]]);
  });

  it.each([
    ["spaces and quotes", `it's "a" name`],
    ["a dollar and a semicolon", "$HOME;touch pwned"],
    ["a newline", "two\nlines"],
  ])("%s in a path reach no shell: it builds", async (_, name) => {
    const app = `${folder}/${name}`;
    await mkdir(app);
    await smallService(app);
    const made = await seaworthy(["init", app]);
    expect(made.exitCode, made.stderr).toBe(0);
    const built = await seaworthy(["build", "--yes", "--tag", "seaworthy-test:paths", app]);
    await inEngineShell("docker rmi -f seaworthy-test:paths >/dev/null");
    expect(built.exitCode, built.stderr).toBe(0);
    expect(await readdir(folder)).toEqual([name]);
  });

  it("an existing Dockerfile stays, and its difference is shown", async () => {
    await smallService(folder, { Dockerfile: "FROM scratch\n" });
    const ran = await seaworthy(["init", folder]);
    expect(await readFile(`${folder}/Dockerfile`, "utf8")).toBe("FROM scratch\n");
    expect(ran.stdout + ran.stderr).toContain("-FROM scratch");
  });

  it("a full disk while the record is written: a clear error, and no half record", async () => {
    const disk = `${folder}/disk`;
    await mkdir(disk);
    const mounted = await run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]);
    expect(mounted.exitCode, mounted.stderr).toBe(0);
    const none = {
      DOCKER_HOST: "unix:///nonexistent/docker.sock",
      XDG_DATA_HOME: "/nonexistent",
      XDG_RUNTIME_DIR: "/nonexistent",
      PATH: "/nonexistent",
    };
    try {
      await smallService(disk);
      await seaworthy(["init", disk]);
      await seaworthy([disk], { env: none });
      const [markdown = ""] = (await readdir(`${disk}/.seaworthy/records`)).filter((name) => name.endsWith(".md"));
      const whole = await readFile(`${disk}/.seaworthy/records/${markdown}`, "utf8");
      // Room for one of the two files only, and then for none.
      const { size } = await stat(`${disk}/.seaworthy/records/${markdown.replace(/md$/, "json")}`);
      for (const free of [Math.ceil(size / 4096) * 4, 0]) {
        await run(["mount", "-o", "remount,size=1m", disk]);
        const shrink = 'used=$(df --output=used -k "$1" | tail -1); mount -o remount,size=$((used + $2))k "$1"';
        const shrunk = await run(["bash", "-c", shrink, "shrink", disk, String(free)]);
        expect(shrunk.exitCode, shrunk.stderr).toBe(0);
        expectClear(await seaworthy([disk], { env: none }), "disk-full", "is full");
        const records = await readdir(`${disk}/.seaworthy/records`);
        expect(records.filter((name) => name.startsWith("."))).toEqual([]);
        expect(records.length, `with ${free} kB free: ${records.join(" ")}`).toBe(2);
        expect(await readFile(`${disk}/.seaworthy/records/${markdown}`, "utf8")).toBe(whole);
      }
    } finally {
      await run(["umount", disk]);
    }
  });

  it("a full disk: a clear error, the old file whole, no half file", async () => {
    const disk = `${folder}/disk`;
    await mkdir(disk);
    const mounted = await run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]);
    expect(mounted.exitCode, mounted.stderr).toBe(0);
    try {
      await smallService(disk, { Dockerfile: "FROM scratch\n" });
      await run(["bash", "-c", 'dd if=/dev/zero of="$1/fill" bs=1k 2>/dev/null; true', "fill", disk]);
      expectClear(await seaworthy(["init", "--force", disk]), "space");
      expect(await readFile(`${disk}/Dockerfile`, "utf8")).toBe("FROM scratch\n");
      expect((await readdir(disk)).filter((name) => name.includes("tmp") || name.includes("before"))).toEqual([]);
    } finally {
      await run(["umount", disk]);
    }
  });
});
