import { test } from "vitest";
import type { Engine } from "../../src/core/ports/engine.ts";
import { discoverEngine } from "../../src/engines/discover.ts";
import { owner } from "../../src/engines/reaper.ts";
import { hostFiles } from "../../src/host/files.ts";
import { spawn } from "../spawn.ts";
import { busybox } from "./base-image.ts";
import { engineSuite } from "./engine-suite.ts";

const missing: { readonly want: string; readonly because: string }[] = [];
const found: Engine[] = [];
for (const want of ["docker", "podman"] as const) {
  const options = { spawn, files: hostFiles(owner), env: process.env, want };
  const engine = await discoverEngine(options).catch((error: unknown) => String(error));
  if (typeof engine === "string") missing.push({ want, because: engine });
  else if (busybox() === null) missing.push({ want, because: "busybox (package busybox-static) is not installed" });
  else found.push(engine);
}

for (const engine of found) engineSuite(engine.info.kind, () => Promise.resolve(engine));
test.for(missing)("$want", ({ because }, { skip }) => skip(because));
