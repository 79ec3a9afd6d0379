import { build } from "esbuild";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Owner } from "../core/ports/owner.ts";
import { clock } from "./clock.ts";
import { hostFiles } from "./files.ts";
import { net } from "./net.ts";
import { readTree } from "./tree.ts";

const me: Owner = { token: "1:2:host/boot/ns", isAlive: (token) => !token.startsWith("dead") };
let folder: string;

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "seaworthy-host-"))));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const put = (path: string, content: string | Uint8Array): void => {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), content);
};

describe("a tree", () => {
  test("lists by path, marks links, and lists heavy folders without entering them", async () => {
    put("src/a.py", "a");
    put("node_modules/x/index.js", "x");
    put("env/pyvenv.cfg", "home = /");
    put("env/lib/y.py", "y");
    put("vendor/kept.go", "z");
    symlinkSync("src", join(folder, "link"));
    const tree = await readTree(folder);
    expect(tree.entries.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      "directory env",
      "symlink link",
      "directory node_modules",
      "directory src",
      "file src/a.py",
      "directory vendor",
      "file vendor/kept.go",
    ]);
    expect(tree.read("link/a.py")).toBe("a");
  });

  test("a name with spaces, quotes, $ and a newline is a name", async () => {
    const name = `a 'b' "c" $HOME\n; rm`;
    put(name, "text");
    const tree = await readTree(folder);
    expect(tree.entries.map(({ path }) => path)).toEqual([name]);
    expect(tree.read(name)).toBe("text");
  });

  test.each([
    ["a zero byte", Buffer.from("ab\0c"), "binary (a zero byte at offset 2)"],
    ["Latin-1", Buffer.from("caf\xe9 au lait", "latin1"), "not UTF-8 (byte 0xe9 at offset 3)"],
    ["a cut character", Buffer.from([0x61, 0xe2, 0x82]), "not UTF-8 (byte 0xe2 at offset 1)"],
    ["UTF-16", Buffer.from("\ufeffhi", "utf16le"), "encoded as UTF-16; save it as UTF-8"],
    ["3 MiB", Buffer.alloc(3 * 1024 * 1024, "x"), "too large (3145728 bytes; at most 2097152 are read)"],
  ])("a file with %s has no text, and it is said why", async (_, bytes, said) => {
    put("file", bytes);
    const tree = await readTree(folder);
    expect(tree.read("file")).toBeNull();
    expect(tree.problem("file")).toBe(said);
  });

  test("UTF-8 is text; a byte order mark is left out", async () => {
    put("a", "\ufeffgr\u00fc\u00df \u{1F6A2}");
    const tree = await readTree(folder);
    expect(tree.read("a")).toBe("gr\u00fc\u00df \u{1F6A2}");
    expect(tree.problem("a")).toBeNull();
  });

  test("nothing outside of the root is read, by link or by dots", async () => {
    put("secret", "s");
    put("app/inside", "i");
    symlinkSync("../secret", join(folder, "app/out"));
    symlinkSync("..", join(folder, "app/up"));
    symlinkSync("inside", join(folder, "app/in"));
    symlinkSync("nothing", join(folder, "app/broken"));
    symlinkSync("loop", join(folder, "app/loop"));
    const tree = await readTree(join(folder, "app"));
    expect(["out", "up/secret", "../secret", "in", "broken", "loop"].map((path) => tree.read(path))).toEqual([
      null,
      null,
      null,
      "i",
      null,
      null,
    ]);
    expect(tree.problem("out")).toBe("leads out of the folder; it is not followed");
    expect(tree.problem("broken")).toBe("a symbolic link to nothing");
    expect(tree.problem("loop")).toBe("a symbolic link that leads to itself");
    expect(tree.problem("never-there")).toBeNull();
  });

  test("a named pipe is listed and does not block", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const tree = await readTree(folder);
    expect(tree.entries).toEqual([{ path: "pipe", kind: "other", size: 0 }]);
    expect(tree.read("pipe")).toBeNull();
    expect(tree.problem("pipe")).toBe("not a regular file");
  });

  test("a file and a folder that this user may not read are named, and the rest is read", async ({ skip }) => {
    if (process.getuid?.() !== 0) skip("needs root to become another user");
    put("app/ok", "fine");
    put("app/closed", "x");
    put("app/shut/inner", "x");
    chmodSync(join(folder, "app/closed"), 0o600);
    chmodSync(join(folder, "app/shut"), 0o700);
    chmodSync(folder, 0o755);
    const out = join(folder, "tree.mjs");
    await build({
      entryPoints: [join(import.meta.dirname, "tree.ts")],
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: out,
    });
    const script = `const { readTree } = await import(${JSON.stringify(out)});
      const t = await readTree(${JSON.stringify(join(folder, "app"))});
      console.log(JSON.stringify([t.entries.length, ...["ok", "closed", "shut"].map((p) => t.read(p) ?? t.problem(p))]));`;
    const ran = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      uid: 65534,
      gid: 65534,
      encoding: "utf8",
    });
    expect(ran.stderr).toBe("");
    expect(JSON.parse(ran.stdout)).toEqual([3, "fine", "unreadable (EACCES)", "unreadable folder (EACCES)"]);
  });

  test.each([
    ["nothing", "file-missing"],
    ["file", "not-a-folder"],
  ])("a root that is %s: %s", async (name, code) => {
    put("file", "x");
    await expect(readTree(join(folder, name))).rejects.toMatchObject({ code });
  });
});

describe("files", () => {
  test("a text is written whole, keeps its mode, and leaves no other file", async () => {
    const files = hostFiles(me, folder);
    const path = join(folder, "new folder", "entry $x.sh");
    await files.writeText(path, "one");
    chmodSync(path, 0o755);
    await files.writeText(path, "two");
    expect(readFileSync(path, "utf8")).toBe("two");
    expect(statSync(path).mode & 0o777).toBe(0o755);
    expect(readdirSync(join(folder, "new folder"))).toEqual(["entry $x.sh"]);
    expect(readdirSync(join(folder, `seaworthy-${process.getuid?.()}`))).toEqual([]);
  });

  test("it does not write through a symbolic link", async () => {
    put("target", "kept");
    symlinkSync("target", join(folder, "link"));
    await expect(hostFiles(me, folder).writeText(join(folder, "link"), "new")).rejects.toMatchObject({
      code: "file-is-link",
    });
    expect(readFileSync(join(folder, "target"), "utf8")).toBe("kept");
  });

  test("on a full disk the old file stays, no half file is left, and the error says so", async ({ skip }) => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "none", disk]).status !== 0)
      skip("needs the right to mount");
    try {
      const files = hostFiles(me, folder);
      await files.writeText(join(disk, "file"), "old");
      await expect(files.writeText(join(disk, "file"), "x".repeat(1_000_000))).rejects.toMatchObject({
        name: "SeaworthyError",
        code: "disk-full",
      });
      expect(readdirSync(disk)).toEqual(["file"]);
      expect(readFileSync(join(disk, "file"), "utf8")).toBe("old");
      await files.writeText(join(disk, "file"), "small again");
    } finally {
      spawnSync("umount", [disk]);
    }
  });

  test("temporary folders go at the end; a dead owner's go on the next run, a living one's stay", async () => {
    const [mine, dead, living] = [me, { ...me, token: "dead" }, { ...me, token: "other" }].map((owner) =>
      hostFiles(owner, folder),
    );
    const own = await mine?.temporary("own");
    const left = await dead?.temporary("left behind");
    const others = await living?.temporary("others");
    writeFileSync(join(left ?? "", "file"), "x");
    put("precious", "never touched");
    writeFileSync(
      join(folder, `seaworthy-${process.getuid?.()}`, "dead"),
      `${JSON.stringify(join(folder, "precious"))}\n`,
      { flag: "a" },
    );
    expect(mine?.sweepTemporary()).toEqual([left]);
    expect(
      [own, left, others].map((path) => readdirSync(folder).includes((path ?? "").slice(folder.length + 1))),
    ).toEqual([true, false, true]);
    expect(readFileSync(join(folder, "precious"), "utf8")).toBe("never touched");
    await mine?.removeTemporary();
    expect(readdirSync(folder).includes((own ?? "").slice(folder.length + 1))).toBe(false);
  });

  test("a copy keeps links, modes and names; pipes are left out", async () => {
    put("from/a b/$x", "x");
    chmodSync(join(folder, "from/a b/$x"), 0o750);
    symlinkSync("/nowhere", join(folder, "from/link"));
    execFileSync("mkfifo", [join(folder, "from/pipe")]);
    await hostFiles(me, folder).copyTree(join(folder, "from"), join(folder, "to"));
    const tree = await readTree(join(folder, "to"));
    expect(tree.entries.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      "directory a b",
      "file a b/$x",
      "symlink link",
    ]);
    expect(statSync(join(folder, "to/a b/$x")).mode & 0o777).toBe(0o750);
  });

  test("bytes come from their offset, fewer only at the end", async () => {
    put("bytes", "0123456789");
    const source = await hostFiles(me, folder).open(join(folder, "bytes"));
    const text = async (offset: number, length: number) => Buffer.from(await source.read(offset, length)).toString();
    expect([source.size, await text(2, 3), await text(8, 100), await text(20, 5)]).toEqual([10, "234", "89", ""]);
    await source.close();
    await expect(hostFiles(me, folder).open(join(folder, "none"))).rejects.toMatchObject({ code: "file-missing" });
    await expect(hostFiles(me, folder).open(folder)).rejects.toMatchObject({ name: "SeaworthyError" });
  });

  test("what is at a path", async () => {
    put("file", "x");
    const files = hostFiles(me, folder);
    expect([
      await files.kind(folder),
      await files.kind(join(folder, "file")),
      await files.kind(join(folder, "no")),
    ]).toEqual(["directory", "file", null]);
    await expect(files.readText(join(folder, "no"))).rejects.toMatchObject({ code: "file-missing" });
  });
});

describe("net", () => {
  const serving = async (listener: RequestListener, ask: (url: string) => Promise<void>): Promise<void> => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    try {
      await ask(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  };

  test("a redirect is an answer, and not followed", () =>
    serving(
      (_, response) => response.writeHead(302, { location: "/elsewhere" }).end("moved"),
      async (url) => {
        expect(await net.get(url)).toMatchObject({
          status: 302,
          body: "moved",
          error: null,
          headers: { location: "/elsewhere" },
        });
      },
    ));

  test("a body is cut at 1 MiB", () =>
    serving(
      (_, response) => response.end("x".repeat(3 * 1024 * 1024)),
      async (url) => {
        const answer = await net.get(url);
        expect(answer.status).toBe(200);
        expect(answer.body.length).toBe(1024 * 1024);
        expect(answer.error).toContain("over 1048576 bytes");
      },
    ));

  test.each<[string, RequestListener, { status: number; error: string }]>([
    ["never answers", () => {}, { status: 0, error: "no answer within 200 ms" }],
    [
      "never ends its body",
      (_, response) => response.writeHead(200).write("half"),
      { status: 200, error: "the body did not end within 200 ms" },
    ],
    ["drops the connection", (request) => request.socket.destroy(), { status: 0, error: "socket hang up" }],
  ])("a server that %s", (_, listener, said) =>
    serving(listener, async (url) => {
      expect(await net.get(url, { timeoutMs: 200 })).toMatchObject(said);
    }),
  );

  test("nobody there, and no address at all, are answers too", async () => {
    expect(await net.get(`http://127.0.0.1:${await net.freePort()}/`)).toMatchObject({
      status: 0,
      error: expect.stringContaining("ECONNREFUSED"),
    });
    expect(await net.get("not a url")).toMatchObject({ status: 0, error: "Invalid URL" });
  });
});

test("a sleep ends with the signal", async () => {
  const cancel = new AbortController();
  const sleeping = clock.sleep(60_000, cancel.signal);
  cancel.abort();
  await expect(sleeping).rejects.toMatchObject({ name: "CancelledError" });
});
