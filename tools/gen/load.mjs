import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/**
 * Loads TypeScript modules of the repository through a bundle. Generated lists are taken from `lists`, not from the
 * disk, so that what is read is never stale.
 * @param {string} base
 * @param {Readonly<Record<string, string>>} entries name -> path relative to the repository
 * @param {ReadonlyMap<string, string>} lists
 * @returns {Promise<Record<string, Record<string, unknown>>>}
 */
export async function loadModules(base, entries, lists) {
  const folder = join(base, "node_modules/.cache/seaworthy-gen", String(process.pid));
  mkdirSync(folder, { recursive: true });
  try {
    const names = Object.keys(entries);
    const contents = names
      .map((name) => `export * as ${name} from ${JSON.stringify(`./${entries[name]}`)};`)
      .join("\n");
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: base, loader: "ts" },
      bundle: true,
      write: false,
      format: "esm",
      platform: "node",
      target: "node20.10",
      packages: "external",
      logLevel: "silent",
      plugins: [
        {
          name: "fresh-lists",
          setup({ onLoad, onResolve }) {
            onResolve({ filter: /all\.gen\.ts$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path) }));
            onLoad({ filter: /all\.gen\.ts$/ }, ({ path }) => {
              const text = lists.get(path.slice(base.length + 1));
              return text === undefined ? undefined : { contents: text, loader: "ts" };
            });
          },
        },
      ],
    });
    const file = join(folder, "bundle.mjs");
    writeFileSync(file, outputFiles[0]?.text ?? "");
    return /** @type {Record<string, Record<string, unknown>>} */ (await import(pathToFileURL(file).href));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
