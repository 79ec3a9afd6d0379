#!/usr/bin/env node
import { existsSync } from "node:fs";

const main = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  console.error("error: seaworthy is not built");
  console.error("  why: dist/cli/main.js is missing, as it is in a fresh clone");
  console.error("  do: npm ci && npm run build");
  process.exitCode = 2;
}
