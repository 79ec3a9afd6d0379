import { expect, it } from "vitest";

import type { ContainerState } from "../core/ports/engine.ts";
import { fakeTrial } from "../claims/trial.fixture.ts";
import { awaitReady } from "./ready.ts";

const refused = { status: 0, headers: {}, body: "", error: "refused", seconds: 0 };

it.each<[string, Partial<ContainerState>, RegExp]>([
  ["the engine saw the memory limit", { exitCode: 137, oomKilled: true }, /was killed for want of memory/],
  ["the engine may not have seen it", { exitCode: 137 }, /was killed \(exit code 137\), as it is by a memory limit/],
  ["it ended by itself", { exitCode: 3 }, /ended with exit code 3/],
  ["nothing is known of its end", { exitCode: null }, /ended with exit code unknown/],
])("a container that ended is told as what is known of it: %s", async (_, state, says) => {
  const { engine, net, clock } = fakeTrial({ state: () => ({ status: "exited", ...state }) });
  const session = { engine, clock, signal: new AbortController().signal, net: { ...net, get: async () => refused } };
  const { ready, said } = await awaitReady(session, "backend", "http://127.0.0.1/", 10_000);
  expect(ready).toBe(false);
  expect(said).toMatch(says);
  expect(said).toContain("its log ends: (empty)");
});
