import type { Trial } from "../../core/ports/trial.ts";
import { always, defineClaim, fails, holds, type Outcome, skipped } from "../define.ts";
import { staleLock } from "../stale-lock.ts";
import { logTail } from "../log-tail.ts";

export default defineClaim({
  id: "builds",
  title: "The image builds from a clean checkout, lock file strict",
  why: "A build that leans on a cache or on files of one machine fails on the next; a build that ignores its lock ships what nobody tested.",
  sources: [
    "https://docs.astral.sh/uv/concepts/projects/sync/#automatic-lock-and-sync",
    "https://docs.npmjs.com/cli/commands/npm-ci",
  ],
  since: "0.1.0",
  long: true,
  early: true,
  apart: true,
  appliesTo: always,
  prove: async (trial) => {
    const built = await trial.build({ name: "clean", noCache: true });
    if (!built.ok) return fails(`the build fails: ${logTail(built.output.stderr + built.output.stdout, 4, 300)}`);
    const { seconds } = built.output;
    return {
      ...holds(`built in ${seconds.toFixed(1)} s with no cache, ${built.steps.length} steps`, {
        seconds,
        steps: built.steps.length,
      }),
      digests: built.imageId === null ? [] : [built.imageId],
    };
  },
  control: { broken: "a lock file that no longer fits its manifest", prove: stale },
});

async function stale(trial: Trial): Promise<Outcome> {
  const change = await staleLock(trial);
  if (change === null) return skipped("there is no lock file that could be stale");
  const built = await trial.build({ name: "stale-lock", files: { [change.file]: change.text } });
  if (built.ok) return holds(`it builds although ${change.lock} no longer fits ${change.file}`);
  const output = built.output.stderr + built.output.stdout;
  const line = output
    .split("\n")
    .find(
      (text) =>
        change.names.some((name) => text.includes(name)) && /error|lock|sync|invalid|missing|match|satisf/i.test(text),
    );
  return line === undefined
    ? skipped(`the build fails without naming the lock: ${logTail(output, 4, 300)}`)
    : fails(
        `with a stale ${change.lock} the build fails and says so: ${line
          .replace(/^#\d+ [\d.]+ /, "")
          .trim()
          .slice(0, 240)}`,
      );
}
