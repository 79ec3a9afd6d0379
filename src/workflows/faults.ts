import type { Fault } from "../core/ports/trial.ts";

/**
 * The program of the fault proxy, run by the toolbox image as `node -e PROGRAM FAULT PORT TARGET`. It listens under an
 * upstream's name and misbehaves in one way; `slow` passes requests on to TARGET (host:port) after three seconds.
 */
export const faultProgram = `
const net = require("node:net");
const [fault, port, target] = process.argv.slice(1);
const server = net.createServer((socket) => {
  socket.on("error", () => {});
  if (fault === "reset") socket.once("data", () => socket.resetAndDestroy());
  if (fault === "wrong") socket.once("data", () => socket.end("HTTP/1.1 200 OK\\r\\ncontent-type: text/html\\r\\ncontent-length: 12\\r\\n\\r\\nnot for you\\n"));
  if (fault === "slow" && target) {
    const [host, to] = target.split(":");
    socket.pause();
    setTimeout(() => {
      const onward = net.connect(Number(to), host);
      onward.on("error", () => socket.destroy());
      socket.on("close", () => onward.destroy());
      socket.pipe(onward).pipe(socket);
    }, 3000);
  }
});
server.listen(Number(port), "0.0.0.0");
process.on("SIGTERM", () => process.exit(0));
`;

/** Faults that a proxy plays; the others are played by leaving the name empty. */
export function playedByProxy(fault: Fault | "none"): boolean {
  return fault === "slow" || fault === "hang" || fault === "reset" || fault === "wrong";
}

/** Keeps a toolbox container alive so that requests can be sent from it with `exec`. */
export const idleProgram = `process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1e6);`;

/** The program of a sibling's GET, run as `node -e PROGRAM URL MILLISECONDS`; prints one line of JSON. */
export const getProgram = `
const [url, limit] = process.argv.slice(1);
const began = performance.now();
const done = (answer) => { console.log(JSON.stringify({ ...answer, seconds: (performance.now() - began) / 1000 })); process.exit(0); };
fetch(url, { redirect: "manual", signal: AbortSignal.timeout(Number(limit)) })
  .then(async (r) => done({ status: r.status, headers: Object.fromEntries(r.headers), body: (await r.text()).slice(0, 65536), error: null }))
  .catch((e) => done({ status: 0, headers: {}, body: "", error: String(e.cause?.code ?? e.cause?.message ?? e.message) }));
`;
