import { SeaworthyError } from "../core/errors/index.ts";
import type { Running, Trial } from "../core/ports/trial.ts";
import type { Claim } from "./define.ts";
import { proveAll } from "./run.ts";
import { fakeTrial, type World } from "./trial.fixture.ts";

/** A trial whose engine answers so many calls and is gone from then on. */
interface FailingTrial {
  readonly trial: Trial;
  /** Calls that were made of the engine. */
  readonly calls: () => number;
}

const gone = (): SeaworthyError =>
  new SeaworthyError("engine-gone", {
    what: "the engine does not answer any more",
    why: "The socket is closed.",
    todo: "Start it again.",
  });

/** Every call that needs the engine counts: those of the engine itself, builds, starts, archives, and what is run in a container. */
function failingEngine(trial: Trial, answers: number): FailingTrial {
  let calls = 0;
  const counted =
    <A extends readonly unknown[], T>(work: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      calls += 1;
      if (calls > answers) throw gone();
      return work(...args);
    };
  const running = (one: Running): Running => ({
    ...one,
    getFromSibling: counted(one.getFromSibling),
    exec: counted(one.exec),
    logs: counted(one.logs),
    // A container of a dead engine may be gone or not: what answers is up to the world.
    setUpstream: counted(one.setUpstream),
  });
  const { engine, toolbox } = trial;
  const failing: Trial = {
    ...trial,
    engine: {
      ...engine,
      image: counted(engine.image),
      history: counted(engine.history),
      runToEnd: counted(engine.runToEnd),
      exec: counted(engine.exec),
      container: counted(engine.container),
      logs: counted(engine.logs),
      changes: counted(engine.changes),
      stop: counted(engine.stop),
      kill: counted(engine.kill),
      pause: counted(engine.pause),
      unpause: counted(engine.unpause),
    },
    build: counted(trial.build),
    start: counted(async (options) => running(await trial.start(options))),
    archive: counted(trial.archive),
    otherEngines: counted(trial.otherEngines),
    ...(toolbox === undefined ? {} : { toolbox: counted(toolbox) }),
  };
  return { trial: failing, calls: () => calls };
}

/** What is proved of a claim when the engine is gone from a call on. */
interface Interrupted {
  readonly answers: number;
  readonly verdict: string;
  readonly said: string;
  readonly control: unknown;
  readonly interrupted: boolean;
  /** How often what the trial made was removed. */
  readonly finished: number;
}

/** Proves a claim once for each call that it makes of the engine, which is gone from that call on. */
export async function interruptedAtEachCall(claim: Claim, world: World): Promise<readonly Interrupted[]> {
  const whole = failingEngine(fakeTrial(world), Number.POSITIVE_INFINITY);
  await claim.prove(whole.trial);
  const found: Interrupted[] = [];
  for (let answers = 0; answers < whole.calls(); answers += 1) {
    let finished = 0;
    const failing = failingEngine(fakeTrial(world), answers);
    const [proof] = await proveAll([claim], {
      service: "backend",
      digest: "",
      open: () => ({
        trial: failing.trial,
        log: { commands: [] },
        disturbed: async () => ((await failing.trial.engine.container("c")) === null ? "it was removed" : null),
        finish: async () => void (finished += 1),
      }),
      clock: {
        now: () => 0,
        date: () => new Date(0),
        sleep: (_, signal) =>
          new Promise((_resolve, reject) =>
            signal?.addEventListener("abort", () => reject(new Error("cancelled")), { once: true }),
          ),
      },
      limits: { readySeconds: 1, stopSeconds: 1, buildSeconds: 1, claimSeconds: 60 },
      signal: new AbortController().signal,
      only: [],
      skip: [],
      controls: true,
    });
    const { verdict = "", said = "", control = null, interrupted = false } = proof ?? {};
    found.push({ answers, verdict, said, control, interrupted, finished });
  }
  return found;
}
