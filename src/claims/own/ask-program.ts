/**
 * Sends one HTTP request, run by the toolbox image as `node -e PROGRAM URL OPTIONS`; prints the answer as one line of
 * JSON. OPTIONS is JSON: method, headers, body, limit in milliseconds, whether redirects are followed.
 */
export const askProgram = `
const [url, options] = process.argv.slice(1);
const { limit, follow, ...request } = JSON.parse(options);
const began = performance.now();
const done = (answer) => { console.log(JSON.stringify({ ...answer, seconds: (performance.now() - began) / 1000 })); process.exit(0); };
fetch(url, { ...request, redirect: follow ? "follow" : "manual", signal: AbortSignal.timeout(limit) })
  .then(async (r) => done({ status: r.status, headers: Object.fromEntries(r.headers), body: (await r.text()).slice(0, 262144), error: null }))
  .catch((e) => done({ status: 0, headers: {}, body: "", error: String(e.cause?.code ?? e.cause?.message ?? e.message) }));
`;

/** A process that holds a container and does nothing. */
export const idleProgram = `process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1e6);`;

/** Listens on the port of its one argument. */
export const listenProgram = `require("node:net").createServer().listen(Number(process.argv[1]), "0.0.0.0"); process.on("SIGTERM", () => process.exit(0));`;

/** Prints its two arguments on standard output and standard error, and ends with an exit code that nothing expects. */
export const printProgram = `process.stdout.write(process.argv[1] + "\\n"); process.stderr.write(process.argv[2] + "\\n"); process.exitCode = 99;`;
