import { build } from "esbuild";

/**
 * One module file of a TypeScript entry and all that it imports, as the program's own bundle is made.
 * @param {string} entry
 * @param {string} outfile
 */
export async function bundle(entry, outfile) {
  await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "node",
    // A dependency in CommonJS asks for `require`.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    mainFields: ["module", "main"],
    outfile,
    logLevel: "error",
  });
}
