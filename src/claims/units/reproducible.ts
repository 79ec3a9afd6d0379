import type { Trial } from "../../core/ports/trial.ts";
import { openImage } from "../../formats/image-archive/index.ts";
import { baseLayers } from "../base-layers.ts";
import { always, defineClaim, fails, holds, listed, type Outcome, skipped } from "../define.ts";
import { type Contents, contentsOf } from "../image-contents.ts";

export default defineClaim({
  id: "reproducible",
  title: "Two builds give the same files: content, modes, owners",
  why: "Only what can be built again can be checked by another: a difference that nobody meant is where one that somebody meant can hide.",
  sources: ["https://reproducible-builds.org/docs/source-date-epoch/"],
  since: "0.1.0",
  thorough: true,
  long: true,
  apart: true,
  appliesTo: always,
  prove: async (trial) => {
    const again = await trial.build({ name: "again", noCache: true });
    if (!again.ok) return skipped("it does not build a second time: the claim builds tells of it");
    return compared(trial, trial.image, again.tag);
  },
  control: {
    broken: "a step that writes the time",
    prove: async (trial) => {
      const stamp = (at: string) =>
        trial.build({
          name: `stamped-${at}`,
          dockerfileText: `FROM ${trial.image}\nUSER 0\nCOPY seaworthy-built-at /\n`,
          files: { "seaworthy-built-at": `${trial.clock.date().toISOString()} ${trial.clock.now()}\n` },
          withoutIgnoreFile: true,
        });
      const first = await stamp("one");
      await trial.clock.sleep(5, trial.signal);
      const second = await stamp("two");
      if (!first.ok || !second.ok) return skipped("the images with the time in them did not build");
      return compared(trial, first.tag, second.tag);
    },
  },
});

async function compared(trial: Trial, one: string, other: string): Promise<Outcome> {
  const [a, b] = [await read(trial, one), await read(trial, other)];
  const different = [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path)).sort();
  const figures = { files: a.size, different: different.length };
  if (different.length === 0)
    return holds(`${a.size} files and folders above the base are the same, times apart (bytecode's own too)`, figures);
  const said = different.map((path) => `/${path} ${!a.has(path) || !b.has(path) ? "is in one only" : "differs"}`);
  return fails(`${different.length} of ${a.size} differ: ${listed(said, 4)}`, figures);
}

async function read(trial: Trial, reference: string): Promise<Contents> {
  const image = await openImage(await trial.archive(reference));
  return contentsOf(image, await baseLayers(trial, image.config.diffIds));
}
