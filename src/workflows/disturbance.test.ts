import { describe, expect, it } from "vitest";

import type { ContainerState } from "../core/ports/engine.ts";
import { fakeTrial } from "../claims/trial.fixture.ts";
import { Disturbances } from "./disturbance.ts";

type Act = (work: { engine: ReturnType<Disturbances["noting"]>; remove: () => Promise<void> }) => Promise<unknown>;
const nothing: Act = async () => null;

describe("what happened to a container from outside", () => {
  it.each<[string, Partial<ContainerState> | null, Act, RegExp | null]>([
    ["nothing, while it runs", {}, nothing, null],
    ["nothing, where it ended by itself", { status: "exited", exitCode: 1 }, nothing, null],
    ["it was killed", { status: "exited", exitCode: 137 }, nothing, /was killed \(exit code 137\)/],
    ["it wanted memory", { status: "exited", exitCode: 137, oomKilled: true }, nothing, /for want of memory/],
    ["it was frozen", { status: "paused" }, nothing, /was frozen/],
    ["it was removed", null, nothing, /was removed/],
    ["it is being removed", { status: "dead", exitCode: 137 }, nothing, /was removed/],
    [
      "nothing, where the claim stopped it",
      { status: "exited", exitCode: 137 },
      ({ engine }) => engine.stop("c", 1),
      null,
    ],
    [
      "nothing, where the claim killed it",
      { status: "exited", exitCode: 137 },
      ({ engine }) => engine.kill("backend", "KILL"),
      null,
    ],
    ["nothing, where the claim froze it", { status: "paused" }, ({ engine }) => engine.pause("c"), null],
    ["nothing, where the claim removed it", null, ({ remove }) => remove(), null],
    [
      "it was killed, where the claim stopped another",
      { status: "exited", exitCode: 137 },
      ({ engine }) => engine.stop("other", 1),
      /killed/,
    ],
  ])("%s", async (_, state, act, says) => {
    const trial = fakeTrial({ state: () => state ?? {} });
    const engine = state === null ? { ...trial.engine, container: async () => null } : trial.engine;
    const disturbances = new Disturbances();
    const running = disturbances.watch(await trial.start({}));
    await act({ engine: disturbances.noting(engine), remove: running.remove });
    const found = await disturbances.found(engine);
    if (says === null) expect(found).toBeNull();
    else expect(found).toMatch(says);
  });

  it("is looked for again where the engine has not heard of it yet", async () => {
    let looks = 0;
    const trial = fakeTrial({ state: () => ((looks += 1) === 1 ? {} : { status: "exited", exitCode: 137 }) });
    const disturbances = new Disturbances();
    disturbances.watch(await trial.start({}));
    expect(await disturbances.foundInTime(trial.engine, trial.clock)).toMatch(/was killed/);
  });
});
