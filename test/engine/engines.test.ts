import { describe, test } from "vitest";
import { discoverEngine } from "../../src/engines/discover.ts";
import { owner } from "../../src/engines/reaper.ts";
import { spawn } from "../spawn.ts";
import { hostFiles } from "../../src/host/files.ts";
import { busybox } from "./base-image.ts";
import { engineSuite } from "./engine-suite.ts";

for (const want of ["docker", "podman"] as const) {
  const options = { spawn, files: hostFiles(owner), env: process.env, want };
  const found = await discoverEngine(options).catch((error: unknown) => String(error));
  if (busybox() === null) {
    describe(want, () => test.skip("busybox (package busybox-static) is not installed"));
  } else if (typeof found === "string") {
    describe(want, () => test.skip(found));
  } else {
    engineSuite(want, () => Promise.resolve(found));
  }
}
