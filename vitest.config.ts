import { defineConfig } from "vitest/config";

// Isolating each file costs more than most tests do, so only the rooms that reach outside the process are isolated.
const outside = ["engines", "host", "cli", "mcp"].map((room) => `src/${room}/**/*.test.ts`);
const minutes = 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "pure",
          include: ["src/**/*.test.ts"],
          exclude: outside,
          isolate: false,
        },
      },
      { test: { name: "outside", include: outside, testTimeout: 30_000 } },
      { test: { name: "contract", include: ["test/contract/**/*.test.ts"], isolate: false, testTimeout: 60_000 } },
      { test: { name: "house", include: ["tools/**/*.test.mjs"], testTimeout: 60_000 } },
      // What a user of the package gets: dist must be built.
      { test: { name: "built", include: ["test/built/**/*.test.ts"], testTimeout: 60_000 } },
      // What follows needs a container engine, one at a time: two runs would measure each other.
      {
        test: {
          name: "engine",
          include: ["test/engine/**/*.test.ts"],
          exclude: ["test/engine/engines.test.ts", "test/engine/podman-loop.test.ts"],
          fileParallelism: false,
          testTimeout: 10 * minutes,
          hookTimeout: 10 * minutes,
        },
      },
      {
        test: {
          name: "engines",
          include: ["test/engine/engines.test.ts", "test/engine/podman-loop.test.ts"],
          fileParallelism: false,
          testTimeout: 20 * minutes,
          hookTimeout: 10 * minutes,
        },
      },
      {
        test: {
          name: "faults",
          include: ["test/faults/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 10 * minutes,
          hookTimeout: 10 * minutes,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 10 * minutes,
          hookTimeout: 20 * minutes,
        },
      },
    ],
  },
});
