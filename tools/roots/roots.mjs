#!/usr/bin/env node
// A second, newer set of engines for `npm run test:engines`: a Debian 13 root with Docker 26.1, buildx, compose and podman 5.4.
// Its dockerd runs after pivot_root in a mount and a network namespace of its own (two daemons in one network namespace
// fight over docker0 and the firewall's chains), and its socket is reached from this side.
// Usage: node tools/roots/roots.mjs up|down|status      Run tests beside it with: nsenter --net=/run/netns/seaworthy-roots -- …
import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const home = join(process.env["XDG_DATA_HOME"] || join(homedir(), ".local", "share"), "seaworthy", "roots");
const place = {
  root: join(home, "trixie"),
  data: join(home, "data"),
  run: join(home, "run"),
  bin: join(home, "bin"),
  pid: join(home, "run", "enter.pid"),
  socket: join(home, "run", "docker.sock"),
  log: join(home, "log"),
};
const netns = "seaworthy-roots";
const outside = { link: "sw-roots0", address: "10.214.77.1/30" };
const inside = { link: "sw-roots1", address: "10.214.77.2/30", gateway: "10.214.77.1" };
const packages =
  "docker.io docker-cli docker-buildx docker-compose podman crun netavark aardvark-dns iptables nftables iproute2 ca-certificates fuse-overlayfs procps";

/** @param {readonly string[]} argv */
function run(...argv) {
  const [program = "", ...args] = argv;
  const done = spawnSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  return { ok: done.status === 0, out: done.stdout ?? "", err: done.stderr ?? String(done.error) };
}

/** @param {readonly string[]} argv */
function must(...argv) {
  const done = run(...argv);
  if (!done.ok) throw new Error(`${argv.join(" ")}: ${done.err.trim().split("\n").slice(-3).join(" | ")}`);
  return done.out;
}

/** The pid of the daemon inside, or null. A recycled pid is told by its own name. */
function daemon() {
  const pid = existsSync(place.pid) ? Number(readFileSync(place.pid, "utf8")) : 0;
  const path = `/proc/${pid}/cmdline`;
  return pid > 0 && existsSync(path) && readFileSync(path, "utf8").includes(`--host=unix://${place.socket}`)
    ? pid
    : null;
}

function answers() {
  return run("curl", "-s", "-m", "2", "--unix-socket", place.socket, "http://engine/_ping").out === "OK";
}

function makeRoot() {
  if (existsSync(place.root)) return;
  console.log("making a Debian 13 root (about a minute) …");
  const fresh = `${place.root}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const excludes = ["doc", "man", "locale", "info"].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
  must("mmdebstrap", "--variant=apt", `--include=${packages.replaceAll(" ", ",")}`, ...excludes, "trixie", fresh);
  renameSync(fresh, place.root);
}

function makeNetwork() {
  if (run("ip", "netns", "pids", netns).ok) return;
  must("ip", "netns", "add", netns);
  must("ip", "link", "add", outside.link, "type", "veth", "peer", "name", inside.link, "netns", netns);
  must("ip", "addr", "add", outside.address, "dev", outside.link);
  must("ip", "link", "set", outside.link, "up");
  for (const args of [
    ["addr", "add", inside.address, "dev", inside.link],
    ["link", "set", inside.link, "up"],
    ["link", "set", "lo", "up"],
    ["route", "add", "default", "via", inside.gateway],
  ])
    must("ip", "-n", netns, ...args);
  must("sysctl", "-qw", "net.ipv4.ip_forward=1");
  for (const rule of rules) must("iptables", ...rule("-I"));
}

const mark = ["-m", "comment", "--comment", netns];
/** @type {readonly ((verb: string) => string[])[]} */
const rules = [
  (verb) => [
    "-t",
    "nat",
    verb,
    "POSTROUTING",
    "-s",
    "10.214.77.0/30",
    "!",
    "-o",
    outside.link,
    ...mark,
    "-j",
    "MASQUERADE",
  ],
  (verb) => [verb, "FORWARD", "-i", outside.link, ...mark, "-j", "ACCEPT"],
  (verb) => [verb, "FORWARD", "-o", outside.link, ...mark, "-j", "ACCEPT"],
];

function removeNetwork() {
  for (const rule of rules) run("iptables", ...rule("-D"));
  run("ip", "link", "delete", outside.link);
  run("ip", "netns", "delete", netns);
}

/**
 * Commands of this side that run the root's own clients: same folder, same files under /tmp, the home and the work tree.
 * @param {number | undefined} pid
 */
function writeClients(pid) {
  mkdirSync(place.bin, { recursive: true });
  for (const name of ["docker", "podman"]) {
    const text = `#!/bin/sh\nDOCKER_HOST='unix://${place.socket.replaceAll("'", `'\\''`)}' exec nsenter --target ${pid} --mount --net --wdns="$PWD" -- /usr/bin/${name} "$@"\n`;
    writeFileSync(join(place.bin, name), text, { mode: 0o755 });
  }
}

async function up() {
  if (process.getuid?.() !== 0) throw new Error("roots need root");
  if (!run("mmdebstrap", "--version").ok) throw new Error("mmdebstrap is missing: apt-get install -y mmdebstrap");
  for (const folder of [home, place.data, place.run]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (daemon() !== null && answers()) return status();
  await down();
  makeRoot();
  makeNetwork();
  rmSync(place.socket, { force: true });
  const log = openSync(place.log, "w");
  const enter = join(dirname(fileURLToPath(import.meta.url)), "enter.sh");
  // The folders of this side that builds read from are seen inside under the same names.
  const shared = [...new Set(["/tmp", homedir(), process.cwd(), home])].filter((path) => existsSync(path));
  const child = spawn(
    // Not `ip netns exec`: that mounts a new /sys, without the control groups.
    "nsenter",
    [
      `--net=/run/netns/${netns}`,
      "unshare",
      "--mount",
      "--propagation",
      "private",
      "sh",
      enter,
      place.root,
      place.data,
      place.socket,
      ...shared,
    ],
    { detached: true, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  child.unref();
  writeFileSync(place.pid, String(child.pid));
  for (let tries = 0; tries < 300 && !answers(); tries += 1) await sleep(100);
  if (!answers())
    throw new Error(
      `dockerd does not answer; see ${place.log}:\n${readFileSync(place.log, "utf8").split("\n").slice(-6).join("\n")}`,
    );
  writeClients(child.pid);
  return status();
}

async function down() {
  const pid = daemon();
  if (pid !== null) {
    process.kill(pid, "SIGTERM");
    for (let tries = 0; tries < 200 && daemon() !== null; tries += 1) await sleep(100);
    if (daemon() !== null) process.kill(pid, "SIGKILL");
  }
  rmSync(place.pid, { force: true });
  rmSync(place.socket, { force: true });
  removeNetwork();
  return status();
}

function status() {
  const pid = daemon();
  return {
    running: pid !== null && answers(),
    pid,
    socket: `unix://${place.socket}`,
    netns,
    bin: place.bin,
    root: existsSync(place.root) ? place.root : null,
  };
}

const verb = new Map(Object.entries({ up, down, status })).get(process.argv[2] ?? "");
if (verb === undefined) {
  console.error("usage: roots.mjs up|down|status");
  process.exitCode = 2;
} else {
  try {
    console.log(JSON.stringify(await verb(), null, 2));
  } catch (error) {
    console.error(`roots: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
