import { describe, expect, it } from "vitest";

import type { Clock } from "../core/ports/host.ts";
import type { Output, Spawn } from "../core/ports/process.ts";
import { bounded, collecting, type EvidenceLog, recordingSpawn, Stopwatch } from "./evidence.ts";

function handClock(): Clock & { at: number } {
  return {
    at: 0,
    now() {
      return this.at;
    },
    date: () => new Date(0),
    sleep: async () => {},
  };
}

const answer = (argv: readonly string[]): Output => ({
  argv,
  exitCode: 0,
  signal: null,
  stdout: `ran ${argv.join(" ")}`,
  stderr: "",
  seconds: 1,
  timedOut: false,
  truncated: false,
});

describe("evidence", () => {
  it("keeps each command with the work that started it, also when two run at once", async () => {
    const waiters: (() => void)[] = [];
    const spawn: Spawn = async (command) => {
      await new Promise<void>((resolve) => waiters.push(resolve));
      return answer(command.argv);
    };
    const recorded = recordingSpawn(spawn, new Stopwatch(handClock()), (argv) => argv.join(" "));
    const one: EvidenceLog = { commands: [] };
    const two: EvidenceLog = { commands: [] };
    const works = [
      collecting(one, () => recorded({ argv: ["/usr/bin/docker", "run", "--label", "io.seaworthy.run=x", "one"] })),
      collecting(two, () => recorded({ argv: ["docker", "logs", "two"] })),
    ];
    await Promise.resolve();
    for (const wake of waiters.reverse()) wake();
    await Promise.all(works);
    expect(one.commands.map((command) => command.command)).toEqual(["docker run one"]);
    expect(two.commands.map((command) => command.command)).toEqual(["docker logs two"]);
  });

  it("counts overlapping waits once", async () => {
    const clock = handClock();
    const watch = new Stopwatch(clock);
    let endFirst = (): void => {};
    let endSecond = (): void => {};
    const first = watch.during(
      () =>
        new Promise<void>((resolve) => {
          endFirst = resolve;
        }),
    );
    clock.at = 1000;
    const second = watch.during(
      () =>
        new Promise<void>((resolve) => {
          endSecond = resolve;
        }),
    );
    clock.at = 3000;
    endFirst();
    await first;
    clock.at = 4000;
    endSecond();
    await second;
    clock.at = 9000;
    expect(watch.seconds).toBe(4);
  });

  it("keeps head and tail of a long output and says how much is missing", () => {
    const text = bounded(`BEGIN${"x".repeat(10_000)}END`, 100);
    expect(text.startsWith("BEGIN")).toBe(true);
    expect(text.endsWith("END")).toBe(true);
    expect(text).toContain("9908 characters left out");
  });
});
