/**
 * The rooms of `src/` and the arrows between them. ARCHITECTURE.md prints this table; a test keeps the two the same.
 *
 * @typedef {object} Room
 * @property {readonly string[]} imports other rooms that it may import
 * @property {readonly Power[]} powers what it may reach beyond its own values
 * @typedef {"files" | "processes" | "network" | "clock" | "environment" | "arguments" | "stdio" | "platform"} Power
 */

/** @type {readonly string[]} */
export const pureRooms = ["stacks", "generate", "rules", "image", "claims", "diagnoses", "lessons", "records"];

/** @type {Readonly<Record<string, Room>>} */
export const rooms = {
  core: { imports: [], powers: [] },
  formats: { imports: ["core"], powers: [] },
  ...Object.fromEntries(pureRooms.map((room) => [room, { imports: ["core", "formats"], powers: [] }])),
  // Claims look inside images; how that is read is the image room's matter (docs/decisions/0005-arrows.md).
  claims: { imports: ["core", "formats", "image"], powers: [] },
  reports: { imports: ["core", "records"], powers: [] },
  engines: { imports: ["core"], powers: ["files", "processes", "network", "clock", "platform"] },
  host: { imports: ["core"], powers: ["files", "processes", "network", "clock", "platform"] },
  workflows: { imports: ["core", "formats", ...pureRooms], powers: [] },
  wire: { imports: ["workflows", "engines", "host", "core"], powers: ["platform"] },
  cli: {
    imports: ["wire", "workflows", "core", "records", "reports", "lsp"],
    powers: ["environment", "arguments", "stdio", "clock", "platform"],
  },
  // An editor shows rules beside ratings: their pages and sources are read from the rules themselves.
  lsp: { imports: ["core", "rules"], powers: ["clock"] },
  mcp: { imports: ["wire", "workflows", "core", "records", "reports"], powers: ["stdio", "clock", "platform"] },
  // The library's surface offers detection and rating as pure functions too.
  index: { imports: ["wire", "workflows", "core", "records", "reports", "rules", "stacks"], powers: [] },
};

/** Built-in modules that give a power. All others (path, crypto, zlib, util …) are plain computation. */
/** @type {Readonly<Record<string, Power>>} */
export const modulePowers = {
  fs: "files",
  "fs/promises": "files",
  child_process: "processes",
  worker_threads: "processes",
  cluster: "processes",
  net: "network",
  http: "network",
  https: "network",
  http2: "network",
  tls: "network",
  dgram: "network",
  dns: "network",
  "dns/promises": "network",
  timers: "clock",
  "timers/promises": "clock",
  perf_hooks: "clock",
  readline: "stdio",
  "readline/promises": "stdio",
  tty: "stdio",
  os: "platform",
  process: "platform",
};

/** Constants of modules of power: they are data, so anyone may read them. */
/** @type {Readonly<Record<string, readonly string[]>>} */
export const constants = { tls: ["rootCertificates"], os: ["EOL", "constants"] };

/**
 * The power that reading a global asks for; null where it asks for none.
 * @param {string} name such as `process.env`
 * @returns {Power | null}
 */
export function globalPower(name) {
  if (name === "fetch") return "network";
  if (["setTimeout", "setInterval", "Date.now", "Math.random"].includes(name) || name.startsWith("performance."))
    return "clock";
  if (!name.startsWith("process.")) return null;
  const property = name.slice("process.".length);
  if (property === "env") return "environment";
  if (["argv", "exit", "exitCode", "cwd", "chdir", "argv0", "execArgv"].includes(property)) return "arguments";
  if (["stdin", "stdout", "stderr"].includes(property)) return "stdio";
  return "platform";
}

/** Longest source file and longest unit, in lines. */
export const budgets = { file: 300, unit: 120 };
