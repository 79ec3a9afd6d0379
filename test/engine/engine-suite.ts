import { readdirSync } from "node:fs";
import { mkdtemp, mkdir, open, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labels } from "../../src/core/labels.ts";
import type { BuildRequest, Engine } from "../../src/core/ports/engine.ts";
import { owner, ownerToken, sweep } from "../../src/engines/reaper.ts";
import { hostFiles } from "../../src/host/files.ts";
import { net } from "../../src/host/net.ts";
import { importBase } from "./base-image.ts";

/** What every engine must do, whichever it is. `make` answers a real one. */
export function engineSuite(which: string, make: () => Promise<Engine>): void {
  describe(which, () => {
    const run = `test-${process.pid}-${which.replaceAll(/\W/g, "")}`;
    const own = { [labels.run]: run, [labels.owner]: ownerToken(), [labels.life]: "transient" };
    const base = `seaworthy-test/base:${run}`;
    let engine: Engine;
    let folder: string;
    const label = (key: string, value: string): string => `LABEL ${key}="${value}"`;
    const build = (context: string, request: Partial<BuildRequest> = {}) =>
      engine.build({ context, tag: `seaworthy-test/app:${run}`, labels: own, ...request });
    const context = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
      const path = join(folder, name);
      await mkdir(path, { recursive: true });
      for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
      return path;
    };
    const start = (request: Partial<Parameters<Engine["run"]>[0]>) =>
      engine.run({ image: base, labels: own, ...request });

    beforeAll(async () => {
      engine = await make();
      folder = await mkdtemp(join(tmpdir(), "seaworthy-engines-"));
      await importBase(
        engine,
        folder,
        base,
        Object.entries(own).map(([key, value]) => label(key, value)),
      );
    }, 120_000);

    afterAll(async () => {
      const swept = await sweep(engine, { run });
      await rm(folder, { recursive: true, force: true });
      expect(swept.failed).toEqual([]);
      for (const kind of ["container", "network", "volume", "image"] as const) {
        expect(await engine.list(kind, { [labels.run]: run }), kind).toEqual([]);
      }
    }, 120_000);

    test("an imported root is an image with its configuration, and an unknown image is null", async () => {
      const image = await engine.image(base);
      expect(image).toMatchObject({
        cmd: ["sh"],
        env: ["PATH=/bin"],
        entrypoint: null,
        platform: engine.info.platform,
      });
      expect(image?.id).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(image?.labels[labels.run]).toBe(run);
      expect(image?.size).toBeGreaterThan(500_000);
      expect(await engine.image("seaworthy-test/nothing:here")).toBeNull();
    });

    test("a build tells its steps, and the second time that they come from the cache", async () => {
      const path = await context("steps", {
        "a.txt": "a",
        Dockerfile: `FROM ${base}\nRUN echo one > /one\nCOPY a.txt /a\n`,
      });
      const lines: string[] = [];
      const first = await build(path, { noCache: true, onLine: (line) => lines.push(line) });
      expect(first.output.stderr + first.output.stdout).toContain("echo one");
      expect(first).toMatchObject({ ok: true });
      expect(first.steps.map((step) => [step.name, step.cached])).toEqual([
        [expect.stringMatching(/^FROM /), expect.any(Boolean)],
        ["RUN echo one > /one", false],
        ["COPY a.txt /a", false],
      ]);
      expect(lines.length).toBeGreaterThan(3);
      await build(path);
      const second = await build(path);
      expect(second.steps.slice(1).map((step) => step.cached)).toEqual([true, true]);
      expect((await engine.image(`seaworthy-test/app:${run}`))?.id).toBe(second.imageId);
      const history = await engine.history(`seaworthy-test/app:${run}`);
      expect(history.findIndex((row) => row.createdBy.includes("echo one"))).toBeLessThan(
        history.findIndex((row) => row.createdBy.includes("/a")),
      );
      expect(history.reduce((sum, row) => sum + row.size, 0)).toBeGreaterThan(500_000);
    }, 120_000);

    test("a build that fails answers what the builder printed and no image", async () => {
      const path = await context("fails", { Dockerfile: `FROM ${base}\nRUN echo to-be-seen && exit 3\n` });
      const result = await build(path);
      expect(result).toMatchObject({ ok: false, imageId: null });
      expect(result.output.stdout + result.output.stderr).toContain("to-be-seen");
      expect(result.output.exitCode).not.toBe(0);
    }, 60_000);

    test("a Dockerfile given as text builds with the context's .dockerignore, and nothing is written into the context", async () => {
      const path = await context("text", { "kept.txt": "k", "left.txt": "l", ".dockerignore": "left.txt\n" });
      const result = await build(path, {
        dockerfileText: `FROM ${base}\nCOPY . /ctx/\nRUN ls /ctx > /seen && cat /seen\n`,
        noCache: true,
      });
      expect(result.output.stdout + result.output.stderr).toContain("kept.txt");
      expect(result.output.stdout + result.output.stderr).not.toContain("left.txt");
      expect((await readdir(path)).sort()).toEqual([".dockerignore", "kept.txt", "left.txt"]);
    }, 60_000);

    test("paths with spaces, quotes, $ and a newline are words to every builder", async () => {
      const path = await context(`it's "a" $HOME\n; touch x`, {
        Dockerfile: `FROM ${base}\nCOPY a.txt /a\n`,
        "a.txt": "a",
      });
      expect(await build(path)).toMatchObject({ ok: true });
    }, 60_000);

    test("a secret is there in its step and not in the image, also when its path has a comma", async ({ skip }) => {
      if (engine.info.builder === "classic") skip("the classic builder has no secrets");
      const path = await context("secret", {
        Dockerfile: `FROM ${base}\nRUN --mount=type=secret,id=token test "$(cat /run/secrets/token)" = hidden-value\nRUN test ! -s /run/secrets/token\n`,
      });
      const file = join(folder, "a,b secret");
      await writeFile(file, "hidden-value");
      expect(await build(path, { secrets: { token: file } })).toMatchObject({ ok: true });
      expect(await build(path, { noCache: true })).toMatchObject({ ok: false });
    }, 60_000);

    test("target, build arguments and labels reach the build", async () => {
      const path = await context("target", {
        Dockerfile: `FROM ${base} AS one\nARG WHO=nobody\nRUN test "$WHO" = "a b"\nFROM one AS two\nRUN false\n`,
      });
      const result = await build(path, { target: "one", buildArgs: { WHO: "a b" } });
      expect(result.ok).toBe(true);
      expect((await engine.image(`seaworthy-test/app:${run}`))?.labels).toMatchObject(own);
      expect(await build(path, { target: "one" })).toMatchObject({ ok: false });
    }, 60_000);

    test("a build in time's shortage is ended, and a cancelled one leaves no image", async () => {
      const path = await context("slow", { Dockerfile: `FROM ${base}\nRUN sleep 60\n` });
      const bundles = () => readdirSync("/var/tmp").filter((name) => /^buildah\d+$/.test(name));
      const before = bundles();
      const late = await build(path, { timeoutMs: 1500, tag: `seaworthy-test/never:${run}` });
      expect(late).toMatchObject({ ok: false, output: { timedOut: true } });
      const cancel = new AbortController();
      const lines = (line: string) => line.includes("sleep 60") && cancel.abort();
      await expect(
        build(path, { signal: cancel.signal, onLine: lines, tag: `seaworthy-test/never:${run}` }),
      ).rejects.toMatchObject({
        name: "CancelledError",
      });
      expect(await engine.image(`seaworthy-test/never:${run}`)).toBeNull();
      expect(bundles()).toEqual(before);
    }, 60_000);

    test("a step that binds a file of the context runs again when that file has changed, and only then", async ({
      skip,
    }) => {
      if (engine.info.builder === "classic") skip("the classic builder has no mounts");
      const path = await context("bound", {
        "bound.txt": "one",
        "other.txt": "one",
        Dockerfile: `FROM ${base}\nRUN --mount=type=bind,source=bound.txt,target=/bound.txt cat /bound.txt > /seen\n`,
      });
      const cached = async () => (await build(path)).steps.map((step) => step.cached).at(-1);
      await build(path);
      await writeFile(join(path, "other.txt"), "two");
      expect(await cached()).toBe(true);
      await writeFile(join(path, "bound.txt"), "two");
      expect(await cached()).toBe(false);
      const seen = await engine.runToEnd({
        image: `seaworthy-test/app:${run}`,
        labels: own,
        command: ["cat", "/seen"],
      });
      expect(seen.stdout).toBe("two");
    }, 60_000);

    test("containers on one network find each other by alias, and a published port answers on the host", async () => {
      const network = `seaworthy-net-${run}`;
      expect(await engine.networkExists(network)).toBe(false);
      await engine.createNetwork(network, own);
      expect(await engine.networkExists(network)).toBe(true);
      await expect(engine.createNetwork(network, own)).rejects.toMatchObject({ code: "name-taken" });
      const id = await start({
        network,
        networkAliases: ["web"],
        publish: { 8080: 0 },
        command: ["sh", "-c", "echo hello > /data/index.html; exec httpd -f -p 8080 -h /data"],
      });
      const state = await engine.container(id);
      expect(state).toMatchObject({ id, status: "running", exitCode: null, health: "none" });
      expect(Object.keys(state?.addresses ?? {})).toEqual([network]);
      const sibling = await engine.runToEnd({
        image: base,
        labels: own,
        network,
        command: ["sh", "-c", "sleep 1; wget -qO- http://web:8080/"],
      });
      expect(sibling).toMatchObject({ exitCode: 0, stdout: "hello\n" });
      // A line in the hosts file goes before the network's own names.
      const led = await engine.runToEnd({
        image: base,
        labels: own,
        network,
        hosts: { web: "127.0.0.1" },
        command: ["sh", "-c", "wget -qO- http://web:8080/"],
      });
      expect(led.exitCode).not.toBe(0);
      const answer = await net.get(`http://127.0.0.1:${state?.ports[8080]}/`);
      expect(answer).toMatchObject({ status: 200, body: "hello\n" });
      await engine.remove("container", id);
      expect(await engine.container(id)).toBeNull();
      await engine.remove("network", network);
      await engine.remove("network", network);
    }, 60_000);

    test("a hardened container: read-only root, owned tmpfs, volume, read-only bind, no capabilities", async () => {
      const volume = `seaworthy-vol-${run}`;
      await engine.createVolume(volume, own);
      const bind = await context("it's, a:bind", { "in.txt": "bound" });
      const output = await engine.runToEnd({
        image: base,
        labels: own,
        user: "10001:10001",
        readOnly: true,
        tmpfs: { "/scratch": "uid=10001,gid=10001,mode=0700" },
        volumes: { [volume]: "/volume" },
        bindsReadOnly: { [bind]: "/bound" },
        capDrop: ["ALL"],
        noNewPrivileges: true,
        memoryBytes: 64 * 1024 * 1024,
        init: true,
        env: { GREETING: `it's $HOME "x"` },
        command: [
          "sh",
          "-c",
          'touch /scratch/a && echo scratch; touch /root-file || echo readonly; cat /bound/in.txt; touch /bound/x || echo; echo "$GREETING"; grep -E "CapEff|NoNewPrivs" /proc/self/status',
        ],
      });
      expect(output.stdout).toMatch(
        /^scratch\nreadonly\nbound\nit's \$HOME "x"\n|^scratch\nreadonly\nbound\n\nit's \$HOME "x"\n/m,
      );
      expect(output.stdout).toMatch(/CapEff:\t0+\n/);
      expect(output.stdout).toMatch(/NoNewPrivs:\t1/);
    }, 60_000);

    test("a read-only root is read-only but for what is asked, and a tmpfs hides what the image has there", async () => {
      const path = await context("covered", {
        Dockerfile: `FROM ${base}\nRUN mkdir -p /run /var/tmp /covered && touch /covered/file\n`,
      });
      expect((await build(path)).ok).toBe(true);
      const output = await engine.runToEnd({
        image: `seaworthy-test/app:${run}`,
        labels: own,
        readOnly: true,
        user: "10001:10001",
        tmpfs: { "/covered": "uid=10001,gid=10001", "/mine": "" },
        command: [
          "sh",
          "-c",
          "for d in /run /tmp /var/tmp /covered /mine /dev/shm; do touch $d/x 2>/dev/null && echo $d; done; ls /covered",
        ],
      });
      expect(output.stdout.trim().split("\n")).toEqual(["/covered", "/mine", "/dev/shm", "x"]);
    }, 60_000);

    test("of a container's changes only its own are told", async () => {
      const id = await start({ user: "10001:10001", command: ["sleep", "100"] });
      expect(await engine.changes(id)).toEqual([]);
      await engine.exec(id, ["sh", "-c", "echo a > /etc/own"], { user: "0:0" });
      expect(await engine.changes(id)).toContainEqual({ kind: "added", path: "/etc/own" });
    }, 60_000);

    test("the exit code, memory exhaustion and the logs of both streams are told", async () => {
      const failed = await start({ command: ["sh", "-c", "echo out; echo err >&2; exit 7"] });
      await expect.poll(async () => (await engine.container(failed))?.status, { timeout: 20_000 }).toBe("exited");
      expect(await engine.container(failed)).toMatchObject({ exitCode: 7, oomKilled: false });
      expect((await engine.logs(failed)).split("\n").sort()).toEqual(["", "err", "out"]);
      if (engine.info.notes.some((note) => note.includes("no memory limit is kept"))) return;
      const hungry = await start({
        memoryBytes: 16 * 1024 * 1024,
        // Docker watches a container's memory only once it has started: on a busy machine it never hears of what was killed before.
        command: ["sh", "-c", "sleep 1; exec dd if=/dev/zero of=/dev/null bs=64M count=1"],
      });
      await expect.poll(async () => (await engine.container(hungry))?.exitCode, { timeout: 20_000 }).toBe(137);
      const silent = engine.info.notes.some((note) => note.includes("does not tell when the memory limit"));
      expect((await engine.container(hungry))?.oomKilled).toBe(!silent);
    }, 60_000);

    test("exec, changes, pause, kill and stop", async () => {
      const id = await start({ command: ["sh", "-c", "trap 'exit 0' TERM; while true; do sleep 0.1; done"] });
      expect(await engine.exec(id, ["sh", "-c", "touch '/data/a b'; id -u; exit 4"], { user: "10001" })).toMatchObject({
        exitCode: 4,
      });
      expect(await engine.exec(id, ["touch", "/data/a b"])).toMatchObject({ exitCode: 0 });
      expect(await engine.changes(id)).toContainEqual({ kind: "added", path: "/data/a b" });
      if (!engine.info.notes.some((note) => note.includes("no container can be paused"))) {
        await engine.pause(id);
        expect((await engine.container(id))?.status).toBe("paused");
        await engine.unpause(id);
      }
      const stopped = await engine.stop(id, 10);
      expect(stopped.exitCode).toBe(0);
      expect(await engine.container(id)).toMatchObject({ status: "exited", exitCode: 0 });
      const other = await start({ command: ["sleep", "100"] });
      await engine.kill(other, "KILL");
      await expect.poll(async () => (await engine.container(other))?.exitCode, { timeout: 10_000 }).toBe(137);
    }, 60_000);

    test("health goes from healthy to unhealthy by the image's own check", async () => {
      const path = await context("health", {
        Dockerfile: `FROM ${base}\nRUN touch /data/ok\nHEALTHCHECK --interval=1s --timeout=2s --retries=2 CMD ["test", "-f", "/data/ok"]\n`,
      });
      expect((await build(path)).ok).toBe(true);
      const image = `seaworthy-test/app:${run}`;
      expect((await engine.image(image))?.healthcheck).toEqual(["CMD", "test", "-f", "/data/ok"]);
      const id = await start({ image, command: ["sleep", "100"] });
      await expect.poll(async () => (await engine.container(id))?.health, { timeout: 20_000 }).toBe("healthy");
      await engine.exec(id, ["rm", "/data/ok"]);
      await expect.poll(async () => (await engine.container(id))?.health, { timeout: 20_000 }).toBe("unhealthy");
      expect((await engine.container(id))?.healthLog.at(-1)?.exitCode).not.toBe(0);
    }, 60_000);

    test("a quicker timing of the image's own health check is kept", async () => {
      const path = await context("slow-health", {
        Dockerfile: `FROM ${base}\nHEALTHCHECK --interval=300s --timeout=9s --start-period=300s --retries=5 CMD ["test", "-f", "/data/it's ok"]\n`,
      });
      expect((await build(path)).ok).toBe(true);
      const health = { intervalSeconds: 1, startPeriodSeconds: 0, retries: 2 };
      const id = await start({ image: `seaworthy-test/app:${run}`, health, command: ["sleep", "100"] });
      await expect.poll(async () => (await engine.container(id))?.health, { timeout: 20_000 }).toBe("unhealthy");
      await engine.exec(id, ["touch", "/data/it's ok"]);
      await expect.poll(async () => (await engine.container(id))?.health, { timeout: 20_000 }).toBe("healthy");
    }, 60_000);

    test("a run that cannot start leaves nothing, and never touches a container of that name that was there", async () => {
      const port = await net.freePort();
      const name = `seaworthy-first-${run}`;
      const first = await start({ name, publish: { 80: port }, command: ["sleep", "100"] });
      const second = `seaworthy-second-${run}`;
      await expect(start({ name: second, publish: { 80: port }, command: ["sleep", "100"] })).rejects.toMatchObject({
        code: "port-taken",
      });
      expect(await engine.container(second)).toBeNull();
      await expect(start({ name, command: ["true"] })).rejects.toMatchObject({ code: "name-taken" });
      expect((await engine.container(name))?.id).toBe(first);
      await expect(start({ image: "seaworthy-test/nothing:here" })).rejects.toMatchObject({ name: "SeaworthyError" });
    }, 60_000);

    test("a container that runs to its end has its own time limit, and is gone after it", async () => {
      const name = `seaworthy-long-${run}`;
      const output = await engine.runToEnd(
        { image: base, name, labels: own, command: ["sleep", "100"] },
        { timeoutMs: 1500 },
      );
      expect(output.timedOut).toBe(true);
      expect(await engine.container(name)).toBeNull();
    }, 60_000);

    test("an image is saved as a docker archive", async () => {
      const files = hostFiles(owner, folder);
      const file = join(folder, "image.tar");
      await engine.save(base, file);
      await engine.save(base, file);
      const handle = await open(file);
      const bytes = await files.readBytes(file);
      await handle.close();
      expect(Buffer.from(bytes).includes("manifest.json")).toBe(true);
    }, 60_000);

    test("the sweep removes what a dead run left and neither a living run's nor what is kept nor what others made", async () => {
      const dead = {
        ...own,
        [labels.run]: `${run}-dead`,
        [labels.owner]: ownerToken().replace(/^\d+:\d+:/, "4194399:1:"),
      };
      const there = async (name: string): Promise<boolean> => (await engine.container(name)) !== null;
      await start({ name: `seaworthy-dead-${run}`, labels: dead, command: ["sleep", "100"] });
      await start({
        name: `seaworthy-kept-${run}`,
        labels: { ...dead, [labels.life]: "kept" },
        command: ["sleep", "100"],
      });
      await start({ name: `seaworthy-alive-${run}`, command: ["sleep", "100"] });
      await engine.createNetwork(`seaworthy-dead-${run}`, dead);
      await engine.createVolume(`seaworthy-dead-${run}`, dead);
      await engine.createVolume(`others-${run}`, {});
      const swept = await sweep(engine);
      const mine = swept.removed.filter(({ name }) => name === `seaworthy-dead-${run}`).map(({ kind }) => kind);
      expect(mine.sort()).toEqual(["container", "network", "volume"]);
      expect(await there(`seaworthy-dead-${run}`)).toBe(false);
      expect(await there(`seaworthy-kept-${run}`)).toBe(true);
      expect(await there(`seaworthy-alive-${run}`)).toBe(true);
      await engine.remove("container", `seaworthy-kept-${run}`);
      await engine.remove("volume", `others-${run}`);
    }, 60_000);
  });
}
