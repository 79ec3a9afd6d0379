import { expect, it } from "vitest";

import type { Engine } from "../core/ports/engine.ts";
import { guardedEngine } from "./guarded-engine.ts";

function recording(): { engine: Engine; made: string[]; finish: () => void } {
  const made: string[] = [];
  let finish = (): void => {};
  const gate = new Promise<void>((resolve) => (finish = resolve));
  const engine = {
    createNetwork: async (name: string) => {
      await gate;
      made.push(name);
    },
    remove: async (_: string, name: string) => void made.splice(made.indexOf(name), 1),
  };
  // Only these two are called here.
  return { engine: engine as unknown as Engine, made, finish };
}

it("makes nothing once its run is cancelled, and still removes", async () => {
  const { engine, made, finish } = recording();
  const abort = new AbortController();
  const guarded = guardedEngine(engine, abort.signal);
  finish();
  await guarded.engine.createNetwork("before");
  abort.abort(new Error("cancelled"));
  await expect(guarded.engine.createNetwork("after")).rejects.toThrow("cancelled");
  expect(made).toEqual(["before"]);
  await guarded.engine.remove("network", "before");
  expect(made).toEqual([]);
});

it("settled waits for what was being made when the run was cancelled", async () => {
  const { engine, made, finish } = recording();
  const abort = new AbortController();
  const guarded = guardedEngine(engine, abort.signal);
  const making = guarded.engine.createNetwork("late");
  abort.abort(new Error("cancelled"));
  const settled = guarded.settled().then(() => [...made]);
  finish();
  expect(await settled).toEqual(["late"]);
  await making;
});
