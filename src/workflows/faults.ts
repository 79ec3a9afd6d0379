import type { Fault } from "../core/ports/trial.ts";

/** The port, inside its container, on which the fault proxy is told what to play. */
export const controlPort = 9099;

/** How the proxy behaves: passing everything on, or one fault. `none` listens to nobody. */
export type ProxyMode = "pass" | "slow" | "hang" | "reset" | "wrong" | "none";

/** `late` and `gone` are nobody listening for a while; what makes them differ is when the upstream comes back. */
export function modeOf(fault: Fault | "none" | null): ProxyMode {
  if (fault === null) return "pass";
  return fault === "late" || fault === "gone" ? "none" : fault;
}

/**
 * The program of the fault proxy, run by the toolbox image as `node -e PROGRAM PORT TARGET MODE`. It stands on the
 * service's network under an upstream's name, in front of the real one at TARGET (host:port), or of nothing. GET
 * /MODE on the control port changes what it plays and drops the connections that are open; GET /reach answers when the
 * real one listens.
 */
export const faultProgram = `
const net = require("node:net");
const [port, target, first] = process.argv.slice(1);
let mode = "none";
const open = new Set();
const onward = (socket) => {
  if (!target) return socket.destroy();
  const [host, to] = target.split(":");
  const upstream = net.connect(Number(to), host);
  upstream.on("error", () => socket.destroy());
  socket.on("close", () => upstream.destroy());
  upstream.on("close", () => socket.destroy());
  socket.pipe(upstream).pipe(socket);
};
const server = net.createServer((socket) => {
  open.add(socket);
  socket.on("error", () => {});
  socket.on("close", () => open.delete(socket));
  if (mode === "pass") onward(socket);
  if (mode === "slow") { socket.pause(); setTimeout(() => onward(socket), 3000); }
  if (mode === "reset") socket.once("data", () => socket.resetAndDestroy());
  if (mode === "wrong") socket.once("data", () => socket.end("HTTP/1.1 200 OK\\r\\ncontent-type: text/html\\r\\ncontent-length: 12\\r\\nconnection: close\\r\\n\\r\\nnot for you\\n"));
});
const play = (next) => new Promise((resolve) => {
  mode = next;
  for (const socket of open) socket.destroy();
  if (next === "none") return server.listening ? server.close(resolve) : resolve();
  if (server.listening) return resolve();
  server.listen(Number(port), "0.0.0.0", resolve);
});
const reach = (done) => {
  const [host, to] = target.split(":");
  const socket = net.connect(Number(to), host, () => (socket.destroy(), done()));
  socket.on("error", () => setTimeout(reach, 100, done));
};
require("node:http").createServer((request, response) => {
  if (request.url === "/reach") return target ? reach(() => response.end("ok\\n")) : response.end("ok\\n");
  play(request.url.slice(1)).then(() => response.end("ok\\n"));
}).listen(${controlPort}, "0.0.0.0");
play(first);
process.on("SIGTERM", () => process.exit(0));
`;

/** Keeps a toolbox container alive so that requests can be sent from it with `exec`. */
export const idleProgram = `process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1e6);`;

/** The program of a sibling's GETs, run as `node -e PROGRAM MILLISECONDS URL...`; prints a line of JSON for each, in their order. */
export const getProgram = `
const [limit, ...urls] = process.argv.slice(1);
const get = (url) => fetch(url, { redirect: "manual", signal: AbortSignal.timeout(Number(limit)) })
  .then(async (r) => ({ status: r.status, headers: Object.fromEntries(r.headers), body: (await r.text()).slice(0, 65536), error: null }))
  .catch((e) => ({ status: 0, headers: {}, body: "", error: String(e.cause?.code ?? e.cause?.message ?? e.message) }));
(async () => {
  for (const url of urls) {
    const began = performance.now();
    const answer = await get(url);
    const line = JSON.stringify({ ...answer, seconds: (performance.now() - began) / 1000 }) + "\\n";
    await new Promise((done) => process.stdout.write(line, done));
  }
  process.exit(0);
})();
`;
