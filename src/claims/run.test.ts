import { describe, expect, test } from "vitest";
import { SeaworthyError } from "../core/errors/index.ts";
import type { Upstream } from "../core/facts.ts";
import type { StartOptions, Trial } from "../core/ports/trial.ts";
import type { Proof } from "../core/proof.ts";
import { type Claim, fails, holds, type Outcome, skipped } from "./define.ts";
import upstreams from "./units/upstreams.ts";
import { proveAll, type ProveAllOptions } from "./run.ts";
import { fakeTrial } from "./trial.fixture.ts";

const claim = (id: string, parts: Partial<Claim> = {}): Claim => ({
  id,
  title: id,
  why: "",
  sources: [],
  since: "0.1.0",
  appliesTo: () => true,
  prove: async () => holds("it holds", { seconds: 1 }),
  control: { broken: "something", prove: async () => fails("seen") },
  ...parts,
});

const error = (code: string) => async (): Promise<Outcome> => {
  throw new SeaworthyError(code, { what: "What.", why: "Why.", todo: "Todo." });
};

/** A clock whose sleeps end only when cancelled, but for those of `claimSeconds`, which `expire` lets pass. */
function options(parts: Partial<ProveAllOptions> = {}, events: string[] = []): ProveAllOptions {
  return {
    service: "backend",
    digest: "sha256:image",
    open: ({ claim: id, role }) => {
      events.push(`open ${id} ${role}`);
      return {
        trial: fakeTrial({}),
        log: { commands: [{ command: `docker ${id}`, exitCode: 0, output: "", seconds: 0 }] },
        finish: async () => void events.push(`finish ${id} ${role}`),
      };
    },
    clock: {
      now: () => 0,
      date: () => new Date(0),
      sleep: (_, signal) =>
        new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(new Error("cancelled")))),
    },
    limits: { readySeconds: 1, stopSeconds: 1, buildSeconds: 1, claimSeconds: 7 },
    signal: new AbortController().signal,
    only: [],
    skip: [],
    controls: true,
    ...parts,
  };
}

const proof = async (one: Claim, parts: Partial<ProveAllOptions> = {}): Promise<Proof | undefined> =>
  (await proveAll([one], options(parts)))[0];

describe("a proof", () => {
  test("keeps verdict, figures, commands, digests and the control's result", async () => {
    expect(await proof(claim("a"))).toEqual({
      claim: "a",
      title: "a",
      service: "backend",
      verdict: "PASS",
      said: "it holds",
      commands: [{ command: "docker a", exitCode: 0, output: "", seconds: 0 }],
      digests: ["sha256:image"],
      figures: { seconds: 1 },
      control: {
        broken: "something",
        verdict: "FAILED_AS_IT_MUST",
        said: "seen",
        commands: [{ command: "docker a", exitCode: 0, output: "", seconds: 0 }],
      },
      seconds: 0,
    });
  });

  test.each<[string, string | null | Error, Proof["verdict"], RegExp]>([
    ["stands where nothing came from outside", null, "FAIL", /^no$/],
    ["is none of the service's where its container was killed", "c was killed", "SKIPPED", /c was killed; .* no$/],
    [
      "says nothing where the engine is gone when it is asked",
      new SeaworthyError("engine-gone", { what: "Gone.", why: "", todo: "" }),
      "SKIPPED",
      /^Gone\.$/,
    ],
  ])("that fails %s", async (_, disturbance, verdict, said) => {
    const disturbed = async (): Promise<string | null> => {
      if (disturbance instanceof Error) throw disturbance;
      return disturbance;
    };
    const found = await proof(claim("a", { prove: async () => fails("no") }), {
      open: () => ({ trial: fakeTrial({}), log: { commands: [] }, disturbed, finish: async () => {} }),
    });
    expect(found?.verdict).toBe(verdict);
    expect(found?.said).toMatch(said);
  });

  test("whose control's container was killed has no control: it was not the property that was missing", async () => {
    const found = await proof(claim("a"), {
      open: ({ role }) => ({
        trial: fakeTrial({}),
        log: { commands: [] },
        disturbed: async () => (role === "control" ? "c was killed" : null),
        finish: async () => {},
      }),
    });
    expect([found?.verdict, found?.control?.verdict]).toEqual(["PASS", "SKIPPED"]);
  });

  test.each<[string, Partial<Claim>, Proof["verdict"], RegExp, string | undefined]>([
    ["that fails has its control left out", { prove: async () => fails("no") }, "FAIL", /^no$/, "SKIPPED"],
    [
      "that could not be made has no control",
      { prove: async () => skipped("no lock") },
      "SKIPPED",
      /^no lock$/,
      undefined,
    ],
    [
      "whose control did not fail proves nothing",
      { control: { broken: "x", prove: async () => holds("still fine") } },
      "FAIL",
      /proves nothing.*it holds/,
      "DID_NOT_FAIL",
    ],
    [
      "whose control was skipped still holds",
      { control: { broken: "x", prove: async () => skipped("no lock") } },
      "PASS",
      /it holds/,
      "SKIPPED",
    ],
    [
      "whose control met an error: an error is no failed check",
      { control: { broken: "x", prove: error("build-failed") } },
      "PASS",
      /it holds/,
      "SKIPPED",
    ],
    ["that has no control", { control: { none: "is one" } }, "PASS", /it holds/, undefined],
    ["does not apply", { appliesTo: () => "no health check" }, "SKIPPED", /no health check/, undefined],
    ["meets a build that fails", { prove: error("build-failed") }, "FAIL", /What\. Why\./, "SKIPPED"],
    [
      "meets an archive that is not what it says",
      { prove: error("image-archive-digest-mismatch") },
      "FAIL",
      /What/,
      "SKIPPED",
    ],
    ["meets an engine that is gone", { prove: error("engine-gone") }, "SKIPPED", /What\. Why\./, undefined],
    ["meets a full disk", { prove: error("disk-full") }, "SKIPPED", /What/, undefined],
  ])("%s", async (_, parts, verdict, said, control) => {
    const found = await proof(claim("a", parts));
    expect(found?.verdict).toBe(verdict);
    expect(found?.said).toMatch(said);
    expect(found?.control?.verdict).toBe(control);
  });

  test("controls are left out unless asked for", async () => {
    expect((await proof(claim("a"), { controls: false }))?.control).toBeNull();
  });

  test.each([
    ["that breaks the property itself says so", { control: { none: "is one" } }, true],
    ["that has a control does not", {}, undefined],
  ])("%s", async (_, parts, own) => expect((await proof(claim("a", parts)))?.ownControl).toBe(own));

  test("that takes longer than its limit is skipped, its trial told and finished", async () => {
    const events: string[] = [];
    let told = false;
    const found = await proveAll(
      [claim("a", { prove: () => new Promise(() => {}) })],
      options({
        clock: { now: () => 0, date: () => new Date(0), sleep: async () => {} },
        open: ({ signal }) => ({
          trial: fakeTrial({}),
          log: { commands: [] },
          finish: async () => void events.push(`finished, cancelled ${(told = signal.aborted)}`),
        }),
      }),
    );
    expect(found[0]).toMatchObject({ verdict: "SKIPPED", said: expect.stringContaining("not finished within 7 s") });
    expect([events, told]).toEqual([["finished, cancelled true"], true]);
  });
});

describe("a run", () => {
  test("answers in the claims' order, and ends the shared container when nobody looks at it, whatever else goes on", async () => {
    const events: string[] = [];
    const gates = new Map<string, () => void>();
    const waits = (id: string) => async (): Promise<Outcome> => {
      await new Promise<void>((resolve) => gates.set(id, resolve));
      events.push(id);
      return holds("ok");
    };
    const open = async (id: string): Promise<void> => {
      gates.get(id)?.();
      await new Promise(setImmediate);
    };
    const claims = [
      claim("ends", { ending: "ends", prove: async () => (events.push("ends"), holds("")) }),
      claim("disturbs", { ending: "disturbs", prove: async () => (events.push("disturbs"), holds("")) }),
      claim("apart", { apart: true, prove: waits("apart") }),
      claim("looks", { prove: waits("looks") }),
      claim("lets go", {
        prove: async (trial) => {
          await (await trial.start()).remove();
          return waits("lets go")();
        },
      }),
    ];
    const proving = proveAll(claims, options({ controls: false, concurrency: 3 }));
    await new Promise(setImmediate);
    expect(events).toEqual([]);
    await open("looks");
    expect(events).toEqual(["looks", "disturbs", "ends"]);
    await open("lets go");
    await open("apart");
    expect((await proving).map((one) => one.claim)).toEqual(["ends", "disturbs", "apart", "looks", "lets go"]);
  });

  test.each([
    ["that is made apart", { apart: true }, 1],
    ["that has let it go", {}, 2],
  ])("a claim %s does not get the shared container", async (_, parts, starts) => {
    const asking = claim("a", {
      ...parts,
      prove: async (trial) => {
        for (let at = 0; at < starts; at += 1) await (await trial.start()).remove();
        return holds("");
      },
    });
    await expect(proveAll([asking], options())).rejects.toThrow(/shared container/);
    const own = claim("b", { apart: true, prove: async (trial) => holds((await trial.start({})).name) });
    expect((await proveAll([own], options({ controls: false })))[0]?.verdict).toBe("PASS");
  });

  test("where what disturbs it did not come to its end, what ends it gets a container of its own", async () => {
    const started: (StartOptions | undefined)[] = [];
    const trial = fakeTrial({});
    const open: ProveAllOptions["open"] = () => ({
      trial: { ...trial, start: (own) => (started.push(own), trial.start(own)) },
      log: { commands: [] },
      finish: async () => {},
    });
    const starts = async (one: Trial): Promise<Outcome> => holds((await one.start()).name);
    const lost = claim("a", { ending: "disturbs", prove: async (one) => (await starts(one), skipped("no time")) });
    const ends = claim("z", { ending: "ends", prove: starts });
    await proveAll([lost, ends], options({ open, controls: false }));
    expect(started).toEqual([undefined, {}]);
    started.length = 0;
    await proveAll([{ ...lost, prove: starts }, ends], options({ open, controls: false }));
    expect(started).toEqual([undefined, undefined]);
  });

  test("a service with two upstreams looks at the shared container for each", async () => {
    const evidence = { file: "app.py", line: 1 };
    const upstream = (name: string): Upstream => ({
      name,
      kind: "http",
      env: null,
      default: null,
      required: true,
      evidence,
    });
    const plan = { upstreams: [upstream("one"), upstream("two")] };
    const open: ProveAllOptions["open"] = () => ({
      trial: fakeTrial({
        plan,
        get: (_, __, ___, faults) => ({
          body: Object.values(faults).every((fault) => fault === null || fault === "slow") ? "ok" : "degraded",
        }),
      }),
      log: { commands: [] },
      finish: async () => {},
    });
    const never = { ...options().clock, sleep: () => new Promise<void>(() => {}) };
    const [found] = await proveAll([upstreams], options({ open, controls: false, clock: never }));
    expect(found).toMatchObject({ verdict: "PASS", said: expect.stringMatching(/one late.*two late/) });
  });

  test("where a lane breaks off, what would end the shared container is not made", async () => {
    const events: string[] = [];
    const broken = claim("a", { prove: async () => Promise.reject(new TypeError("a mistake of ours")) });
    await expect(proveAll([broken, claim("z", { ending: "ends" })], options({}, events))).rejects.toThrow("mistake");
    expect(events.filter((event) => event.includes(" z "))).toEqual([]);
  });

  test("takes only and skip, and names ids that no claim has", async () => {
    const claims = [claim("a"), claim("b"), claim("c")];
    expect((await proveAll(claims, options({ only: ["a", "b"], skip: ["b"] }))).map((one) => one.claim)).toEqual(["a"]);
    await expect(proveAll(claims, options({ skip: ["nope"] }))).rejects.toMatchObject({
      code: "claim-unknown",
      message: expect.stringContaining("nope"),
    });
  });

  test("every trial is finished, also after an error that nobody foresaw, which is told", async () => {
    const events: string[] = [];
    const broken = claim("a", { prove: async () => Promise.reject(new TypeError("a mistake of ours")) });
    await expect(proveAll([broken, claim("b")], options({}, events))).rejects.toThrow("a mistake of ours");
    const opened = events.filter((event) => event.startsWith("open")).map((event) => event.slice(5));
    const finished = events.filter((event) => event.startsWith("finish")).map((event) => event.slice(7));
    expect(finished.sort()).toEqual(opened.sort());
    expect(finished).toContain("a proof");
  });

  test("ends when the user cancels, trials finished", async () => {
    const events: string[] = [];
    const user = new AbortController();
    const hanging = claim("a", {
      prove: (_: Trial) => {
        queueMicrotask(() => user.abort());
        return new Promise(() => {});
      },
    });
    await expect(
      proveAll([hanging, claim("b", { ending: "ends" })], options({ signal: user.signal }, events)),
    ).rejects.toMatchObject({ name: "CancelledError" });
    expect(events).toEqual(["open a proof", "finish a proof"]);
  });
});

describe("beside what goes before", () => {
  /** Claims that note when they are made, and what goes before them, to be ended by hand. */
  function world() {
    const events: string[] = [];
    let end = (): void => {};
    let fail = (_: Error): void => {};
    const after = new Promise<void>((resolve, reject) => void ((end = resolve), (fail = reject)));
    const noting = (id: string, parts: Partial<Claim> = {}): Claim =>
      claim(id, { prove: async () => (events.push(id), holds("")), ...parts });
    const all = [noting("looks", { long: true }), noting("builds", { early: true })];
    const proved = proveAll(
      all,
      options({ after, controls: false, onProof: (one) => events.push(`told ${one.claim}`) }),
    );
    proved.catch(() => {});
    return { events, proved, end: () => end(), fail: (reason: Error) => fail(reason) };
  }

  test("an early claim begins, no other does, and nothing is told", async () => {
    const { events, proved, end } = world();
    await new Promise(setImmediate);
    expect(events).toEqual(["builds"]);
    end();
    expect((await proved).map((one) => one.claim)).toEqual(["looks", "builds"]);
    expect(events.toSorted()).toEqual(["builds", "looks", "told builds", "told looks"]);
  });

  test("its error ends all, when what was begun has come to rest", async () => {
    const { events, proved, fail } = world();
    fail(new Error("no engine"));
    await expect(proved).rejects.toThrow("no engine");
    expect(events).toEqual(["builds"]);
  });
});
