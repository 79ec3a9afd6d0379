// Bundles src into dist: the command line with a chunk for each part that is loaded when it is needed, the library, and its declarations.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const began = performance.now();
await rm(`${root}/dist`, { recursive: true, force: true });

/** @satisfies {import("esbuild").BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.10",
  // Some packages' `main` is a form that cannot be bundled.
  mainFields: ["module", "main"],
  splitting: true,
  // Dependencies are bundled too: reading one chunk takes a fraction of the time that resolving its packages does.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  // Both entry folders lie one level below dist, so `../../package.json` means the same in src and in dist.
  chunkNames: "chunk-[hash]",
  legalComments: "none",
  minifySyntax: true,
  minifyWhitespace: true,
  minifyIdentifiers: true,
  keepNames: false,
  logLevel: "warning",
};

try {
  await Promise.all([
    build({
      ...shared,
      entryPoints: { main: "src/cli/main.ts", "rate-worker": "src/wire/rate-worker.ts" },
      outdir: "dist/cli",
    }),
    build({ ...shared, entryPoints: { index: "src/index.ts" }, outdir: "dist", packages: "external", banner: {} }),
  ]);
} catch {
  process.exit(1); // esbuild has printed what is wrong
}

const declarations = spawnSync(
  process.execPath,
  [
    `${root}/node_modules/typescript/bin/tsc`,
    "--ignoreConfig",
    "--declaration",
    "--emitDeclarationOnly",
    "--outDir",
    "dist",
    "--rootDir",
    "src",
    "--target",
    "es2023",
    "--module",
    "nodenext",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--allowImportingTsExtensions",
    "--rewriteRelativeImportExtensions",
    "--skipLibCheck",
    "--types",
    "node",
    "src/index.ts",
  ],
  { cwd: root, stdio: "inherit" },
);
if (declarations.status !== 0 || !existsSync(`${root}/dist/index.d.ts`)) {
  console.error("build: the declarations could not be written");
  process.exit(1);
}
console.log(`built dist in ${((performance.now() - began) / 1000).toFixed(1)} s`);
