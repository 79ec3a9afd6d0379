import { describe, expect, test } from "vitest";
import { SeaworthyError } from "../core/errors/index.ts";
import type { Trial } from "../core/ports/trial.ts";
import type { Proof } from "../core/proof.ts";
import { type Claim, fails, holds, type Outcome, skipped } from "./define.ts";
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
  test("answers in the claims' order, exclusive ones alone and last, one that ends the container after them", async () => {
    let running = 0;
    const busy: Record<string, number> = {};
    const timed = (id: string) => async (): Promise<Outcome> => {
      running += 1;
      await Promise.resolve();
      await Promise.resolve();
      busy[id] = running;
      running -= 1;
      return holds("ok");
    };
    const claims = [
      claim("z", { ending: true, prove: timed("z") }),
      claim("a", { exclusive: true, prove: timed("a") }),
      claim("b", { prove: timed("b") }),
      claim("c", { prove: timed("c") }),
    ];
    const seen: string[] = [];
    const proofs = await proveAll(claims, options({ controls: false, onProof: (one) => seen.push(one.claim) }));
    expect(proofs.map((one) => one.claim)).toEqual(["z", "a", "b", "c"]);
    expect(seen.slice(-2)).toEqual(["a", "z"]);
    expect([busy["a"], busy["z"]]).toEqual([1, 1]);
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
      proveAll([hanging, claim("b", { exclusive: true })], options({ signal: user.signal }, events)),
    ).rejects.toMatchObject({ name: "CancelledError" });
    expect(events).toEqual(["open a proof", "finish a proof"]);
  });
});
