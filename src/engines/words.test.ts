import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Output } from "../core/ports/process.ts";
import { csvField } from "./csv-field.ts";
import { engineError, saysMissing } from "./engine-errors.ts";
import { ownerIsAlive, ownerToken } from "./owner.ts";
import { healthCommand } from "./podman-health-flags.ts";
import { podmanHost, type HostFacts } from "./podman-host.ts";
import { podmanOwnChange } from "./podman-own-change.ts";
import { podmanReadOnly } from "./podman-read-only.ts";
import { podmanTmpfs } from "./podman-tmpfs.ts";
import { quote } from "../core/quote.ts";
import { runArgs } from "./run-args.ts";
import { fullName } from "./stored-name.ts";
import { atLeast } from "./version.ts";

const failed = (stderr: string): Output => ({
  argv: ["docker"],
  exitCode: 1,
  signal: null,
  stdout: "",
  stderr,
  seconds: 1,
  timedOut: false,
  truncated: false,
});

describe("a typed line", () => {
  test.each([
    [["docker", "build", "-t", "todo-backend:latest", "."], "docker build -t todo-backend:latest ."],
    [["docker", "run", "-e", "A=a b", "it's"], `docker run -e 'A=a b' 'it'\\''s'`],
    [["docker", ""], "docker ''"],
  ])("%j", (argv, line) => expect(quote(argv)).toBe(line));

  test("means the same words to a shell, whatever they hold", () => {
    const word = fc.string({ unit: fc.constantFrom("a", " ", "'", '"', "$", "`", "\\", "\n", "*", "#", "~", "é") });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const printed = execFileSync("sh", ["-c", `printf '%s\\0' ${quote(words)}`], { encoding: "utf8" });
        expect(printed.split("\0").slice(0, -1)).toEqual(words);
      }),
      { numRuns: 40 },
    );
  });
});

describe("what an engine's complaint means", () => {
  test.each([
    ["Cannot connect to the Docker daemon at unix:///tmp/nono.sock. Is the docker daemon running?", "engine-gone"],
    [
      "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
      "engine-denied",
    ],
    [
      "driver failed programming external connectivity on endpoint x: Bind for 127.0.0.1:18999 failed: port is already allocated.",
      "port-taken",
    ],
    ["Error: cannot listen on the TCP port: listen tcp4 127.0.0.1:22999: bind: address already in use", "port-taken"],
    ['Conflict. The container name "/pt1" is already in use by container "b208".', "name-taken"],
    ["Error: network name nn already used: network already exists", "name-taken"],
    ["Error: runc create failed: error setting rlimit type 6: operation not permitted", "engine-rlimit"],
    ["Error: crun: setrlimit `RLIMIT_NPROC`: Operation not permitted", "engine-rlimit"],
    ["Error: OCI runtime error: crun: cgroups in hybrid mode not supported, drop all controllers", "engine-cgroups"],
    ["write /var/lib/docker/tmp/x: no space left on device", "disk-full"],
    ["docker: Error response from daemon: No such image: nono:latest.", "image-missing"],
    ["something new", "engine-failed"],
  ])("%s", (said, code) => {
    const error = engineError("docker x", failed(`before\n${said}`));
    expect(error.code).toBe(code);
    expect(error.tried).toContain(said);
    expect(error.message).toContain("docker x");
  });

  test("a long command is told by its beginning, so that the reason stays in sight", () => {
    const error = engineError(`docker run node -e ${"x".repeat(5000)}`, failed("unexpected EOF"));
    expect(error.message).toMatch(/could not do: docker run node -e x+…/);
    expect(error.message.length).toBeLessThan(300);
  });

  test.each([
    ["Error: No such object: nono", true],
    ["Error: inspecting object: nono: image not known", true],
    ["Error response from daemon: network nono not found", true],
    ["Error: unable to find network with name or ID nono: network not found", true],
    ['Error: no container with name or ID "nono" found: no such container', true],
    ["Cannot connect to the Docker daemon at unix:///x", false],
  ])("missing: %s -> %s", (said, missing) => expect(saysMissing(failed(said))).toBe(missing));
});

describe("flags of a container", () => {
  const dialect = {
    always: ["--always"],
    tmpfs: (path: string, options: string) => ["--tmpfs", `${path}:${options}`],
    readOnly: () => ["--read-only"],
    init: ["--init"],
  };
  test("a free port is asked for on the loopback address alone", () => {
    expect(runArgs({ image: "i", publish: { 80: 0, 443: 8443 } }, dialect)).toEqual([
      "-p",
      "127.0.0.1::80",
      "-p",
      "127.0.0.1:8443:443",
      "--always",
      "i",
    ]);
  });
  test("a line of the hosts file is one word", () => {
    expect(runArgs({ image: "i", hosts: { mcp: "172.18.0.4" } }, dialect)).toEqual([
      "--add-host",
      "mcp:172.18.0.4",
      "--always",
      "i",
    ]);
  });
  test("an entry point of several words puts the rest before the command", () => {
    expect(runArgs({ image: "i", entrypoint: ["a", "b"], command: ["c"] }, dialect)).toEqual([
      "--always",
      "--entrypoint",
      "a",
      "i",
      "b",
      "c",
    ]);
  });
  test.each([
    ["/plain", "/plain"],
    ["/a,b", '"source=/a,b"'],
    ['/a"b', '"source=/a""b"'],
    ["/a\nb", '"source=/a\nb"'],
  ])("a bind of %j", (path, field) => expect(csvField(path === "/plain" ? path : `source=${path}`)).toBe(field));
  test.each([
    [
      "uid=10001,gid=10001,mode=0700,size=1m",
      ["--mount", "type=tmpfs,destination=/t,U=true,notmpcopyup,tmpfs-mode=0700,tmpfs-size=1m"],
    ],
    ["mode=1777", ["--tmpfs", "/t:mode=1777,notmpcopyup"]],
    ["", ["--tmpfs", "/t:notmpcopyup"]],
  ])("podman's tmpfs with %j", (options, flags) => expect(podmanTmpfs("/t", options)).toEqual(flags));
});

describe("podman's own words", () => {
  test("its writable folders of a read-only root are left out, and /dev/shm stays unless it is asked for", () => {
    expect(podmanReadOnly([]).join(" ")).toMatch(/^--read-only --read-only-tmpfs=false --tmpfs \/dev\/shm:/);
    expect(podmanReadOnly(["/dev/shm"])).toEqual(["--read-only", "--read-only-tmpfs=false"]);
  });
  test.each([
    ["/etc alone", ["C /etc"], []],
    ["/etc with a file of the application", ["C /etc", "A /etc/own"], ["C /etc", "A /etc/own"]],
    ["another folder alone", ["C /srv"], ["C /srv"]],
    ["the root over what podman did", ["C /", "C /run", "C /etc"], []],
    ["a folder that was removed", ["D /etc"], ["D /etc"]],
  ])("of the changes %s: %j -> %j", (_, told, left) => {
    const kinds = { A: "added", C: "changed", D: "deleted" } as const;
    const all = told.map((line) => ({ kind: kinds[line[0] as "A" | "C" | "D"], path: line.slice(2), line }));
    expect(all.filter((one) => !podmanOwnChange(one, all)).map((one) => one.line)).toEqual(left);
  });
  test.each([
    [["CMD", "curl", "-f"], '["curl","-f"]'],
    [["CMD-SHELL", "curl -f x || exit 1"], "curl -f x || exit 1"],
    [["CMD", "check"], "check"],
    [["NONE"], null],
    [[], null],
  ])("a health check %j is typed as %j", (words, typed) => expect(healthCommand(words)).toBe(typed));
});

describe("podman on a host", () => {
  const plain: HostFacts = {
    rootless: false,
    runtime: "crun",
    hasRunc: true,
    mayRaise: true,
    openFiles: 20_000,
    processes: 32_768,
    hybridControllers: false,
    cgroupV1: false,
    podman4: true,
    systemd: true,
    init: "own",
  };
  test("that allows everything needs no flags and has no notes", () => {
    expect(podmanHost(plain)).toEqual({ global: [], ulimits: [], init: ["--init"], systemd: true, notes: [] });
  });
  test("whose hard limits cannot be raised gets ulimits within them", () => {
    expect(podmanHost({ ...plain, mayRaise: false }).ulimits).toEqual([
      "--ulimit",
      "nofile=20000:20000",
      "--ulimit",
      "nproc=32768:32768",
    ]);
    expect(podmanHost({ ...plain, mayRaise: false, openFiles: null, processes: 2_000_000 }).ulimits).toEqual([]);
    expect(podmanHost({ ...plain, mayRaise: false, rootless: true }).ulimits).toEqual([]);
  });
  test("says that memory exhaustion is not told only where it is not", () => {
    expect(podmanHost({ ...plain, cgroupV1: true }).notes.join()).toContain("does not tell when the memory limit");
    expect(podmanHost({ ...plain, cgroupV1: true, podman4: false }).notes).toEqual([]);
    expect(podmanHost({ ...plain, cgroupV1: true, rootless: true }).notes.join()).toContain("no memory limit is kept");
    expect(podmanHost({ ...plain, rootless: true }).notes.join()).not.toContain("no memory limit is kept");
  });
  test("with hybrid control groups uses runc, or says that it is missing", () => {
    expect(podmanHost({ ...plain, hybridControllers: true }).global).toEqual(["--runtime", "runc"]);
    const without = podmanHost({ ...plain, hybridControllers: true, hasRunc: false });
    expect(without.global).toEqual([]);
    expect(without.notes.join()).toContain("runc is not installed");
  });
});

test.each([
  ["debian:12", "docker.io/library/debian:12"],
  ["astral/uv:1", "docker.io/astral/uv:1"],
  ["ghcr.io/astral-sh/uv:1", "ghcr.io/astral-sh/uv:1"],
  ["localhost/a:1", "localhost/a:1"],
  ["host:5000/a", "host:5000/a"],
])("%s is stored as %s", (short, full) => expect(fullName(short)).toBe(full));

test.each([
  ["20.10.24+dfsg1", 20, 10, true],
  ["20.9.1", 20, 10, false],
  ["28.2.2", 23, 0, true],
  ["4.3.1", 4, 8, false],
  ["unknown", 0, 0, false],
])("%s is at least %i.%i: %s", (version, major, minor, answer) => expect(atLeast(version, major, minor)).toBe(answer));

describe("an owner", () => {
  const token = ownerToken();
  const here = token.slice(token.indexOf(":", token.indexOf(":") + 1) + 1);
  test.each([
    ["this process", token, true],
    ["a pid that is free", `4194399:1:${here}`, false],
    ["this pid, started at another time", token.replace(/^(\d+):\d+/, "$1:1"), false],
    ["another host", `4194399:1:other${here}`, true],
    ["this host before its last boot", `4194399:1:${here.replace(/\/[^/]*\//, "/older/")}`, false],
    ["another pid namespace", `4194399:1:${here}9`, true],
    ["a label that someone else wrote", "whatever", true],
  ])("%s", (_, of, alive) => expect(ownerIsAlive(of)).toBe(alive));
});
