import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname } from "node:path";

import { root, run } from "../run.ts";

/** A folder of its own for one test, removed with it. */
export async function temporary(prefix: string): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(`${tmpdir()}/seaworthy-test-${prefix}-`);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A copy of an example as git has it, at `folder`. */
export async function copyExample(example: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const script = 'cd "$1/$2" && git ls-files -z . | xargs -0 cp --parents -t "$3"';
  const copied = await run(["bash", "-c", script, "copy", root, `examples/${example}`, folder]);
  if (copied.exitCode !== 0) throw new Error(copied.stderr);
}

/** Its one file. */
export const smallServer = `import { createServer } from "node:http";

const port = Number(process.env.PORT ?? 8080);
const server = createServer((request, response) => {
  if (request.url === "/health") response.end("ok\\n");
  else if (request.url === "/") response.end("hello\\n");
  else response.writeHead(404).end("not found\\n");
});
server.listen(port, "0.0.0.0");
process.on("SIGTERM", () => server.close(() => process.exit(0)));
`;

/** A service small enough to build in a second: no dependencies, one file. */
export async function smallService(folder: string, files: Readonly<Record<string, string>> = {}): Promise<void> {
  const name = "small";
  const lock = {
    name,
    version: "1.0.0",
    lockfileVersion: 3,
    requires: true,
    packages: { "": { name, version: "1.0.0" } },
  };
  const all: Record<string, string> = {
    "package.json": JSON.stringify(
      { name, version: "1.0.0", type: "module", engines: { node: ">=20" }, scripts: { start: "node server.js" } },
      null,
      2,
    ),
    "package-lock.json": JSON.stringify(lock, null, 2),
    "server.js": smallServer,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await writeFile(`${folder}/${path}`, text);
  }
}
