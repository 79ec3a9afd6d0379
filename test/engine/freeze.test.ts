import { afterAll, describe, expect, test } from "vitest";
import { freeze, thaw } from "../../src/claims/look-inside.ts";
import { labels } from "../../src/core/labels.ts";
import type { ServiceFacts } from "../../src/core/facts.ts";
import type { ServicePlan } from "../../src/core/plan.ts";
import type { Running, Trial } from "../../src/core/ports/trial.ts";
import { ensureToolbox } from "../../src/engines/bases/toolbox.ts";
import { discoverEngine } from "../../src/engines/discover.ts";
import { owner, ownerToken, sweep } from "../../src/engines/reaper.ts";
import { hostFiles } from "../../src/host/files.ts";
import { spawn } from "../spawn.ts";

const files = hostFiles(owner);
const engine = await discoverEngine({ spawn, files, env: process.env }).catch(() => null);

/** A service whose child counts aloud. */
const counting = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => console.log('tick'), 50)"], { stdio: "inherit" }); setInterval(() => {}, 1000);`;
/** A health check that is under way for two seconds, with a child of its own. */
const checking = `require("node:child_process").execFileSync(process.execPath, ["-e", "setTimeout(() => {}, 2000)"]);`;

describe.skipIf(engine === null)("a frozen container (needs an engine)", () => {
  if (engine === null) return;
  const run = `test-${process.pid}-freeze`;
  afterAll(() => sweep(engine, { run }));

  test("stands still with its children, while a health check under way ends by itself", async () => {
    const image = await ensureToolbox(engine, { spawn, files, base: () => Promise.reject(new Error("no base")) });
    const own = { [labels.run]: run, [labels.owner]: ownerToken(), [labels.life]: "transient" };
    for (const toolbox of [() => Promise.resolve(image), undefined]) {
      const id = await engine.run({ image, command: ["node", "-e", counting], labels: own });
      const running = { id, name: "counting", exec: (argv: readonly string[]) => engine.exec(id, argv) } as Running;
      const facts = { stack: "node" } as ServiceFacts;
      const plan = { entrypoint: null, command: ["node"] } as unknown as ServicePlan;
      const once = (_: string, work: () => Promise<string>) => work();
      const trial = { engine, toolbox, facts, plan, once, signal: AbortSignal.timeout(120_000) } as unknown as Trial;
      const ticks = async () => (await engine.logs(id)).split("tick").length;
      await expect.poll(ticks, { timeout: 20_000 }).toBeGreaterThan(2);

      const check = engine.exec(id, ["node", "-e", checking], { timeoutMs: 20_000 });
      await expect
        .poll(
          async () => (await engine.exec(id, ["node", "-p", "fs.readdirSync('/proc').filter(Number).length"])).stdout,
        )
        .toBe("5\n");
      const others = await freeze(trial, running);
      expect(others).toBe(1);
      const still = await ticks();
      expect((await check).exitCode).toBe(0);
      expect(await ticks()).toBe(still);
      await thaw(trial, running, others);
      await expect.poll(ticks, { timeout: 20_000 }).toBeGreaterThan(still);
      await engine.remove("container", id);
    }
  });
});
