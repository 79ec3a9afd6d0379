import type { Trial } from "../core/ports/trial.ts";
import { openImage } from "../formats/image-archive/index.ts";
import { baseLayers } from "./base-layers.ts";
import { fails, holds, listed, type Outcome, skipped } from "./define.ts";
import { staticReferences } from "./static-references.ts";

/** Every file that a page of a static site refers to is in the image. */
export async function references(trial: Trial, withoutOne: boolean): Promise<Outcome> {
  const image = await openImage(await trial.archive(trial.image));
  const all = await staticReferences(image, await baseLayers(trial, image.config.diffIds));
  const [first, ...rest] = all;
  const seen = withoutOne && first !== undefined ? [{ ...first, exists: false }, ...rest] : all;
  const missing = seen
    .filter((one) => !one.exists)
    .map((one) => `${one.page} refers to ${one.target}, which is not in the image`);
  if (missing.length > 0) return fails(listed(missing, 3), { references: all.length, missing: missing.length });
  if (all.length === 0) return skipped("no page of a static site was found in the image");
  return holds(`${all.length} files that the pages refer to are all in the image`, { references: all.length });
}
