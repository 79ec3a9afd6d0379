import type { ImageContents } from "../core/image-contents.ts";
import type { ImageInspection } from "../core/inspection.ts";
import type { ImageDifference } from "../core/image-difference.ts";
import type { ImageChoice, InspectOptions } from "../core/ports/image-flows.ts";
import type { Run } from "../core/ports/workflows.ts";
import type { ImageArchive } from "../formats/image-archive/index.ts";
import { differenceOf, EntryTable, surveyImage } from "../image/index.ts";
import type { Context } from "./context.ts";
import { openNamed } from "./inspect-source.ts";

/** Reads an image once and tells everything about it. */
export async function inspect(context: Context, options: InspectOptions, run: Run): Promise<ImageInspection> {
  return reading(context, run, options, async (archive) => {
    const { inspection } = await surveyImage(options.name, archive, { secrets: options.secrets });
    return inspection;
  });
}

/** The same, with every entry of every layer: for a person who looks through them. */
export async function imageContents(context: Context, options: InspectOptions, run: Run): Promise<ImageContents> {
  return reading(context, run, options, async (archive) => {
    const entries = new EntryTable();
    const { secrets, name } = options;
    const { inspection } = await surveyImage(name, archive, { secrets, onChange: entries.take });
    return { inspection, layers: entries.layers(archive.layers.length) };
  });
}

/** Holds two images against each other. */
export async function imageDifference(
  context: Context,
  options: { before: ImageChoice; after: ImageChoice },
  run: Run,
): Promise<ImageDifference> {
  const { before, after } = options;
  return reading(context, run, before, (first) =>
    reading(context, run, after, (second) =>
      differenceOf({ name: before.name, image: first }, { name: after.name, image: second }),
    ),
  );
}

async function reading<T>(
  context: Context,
  run: Run,
  choice: ImageChoice,
  work: (archive: ImageArchive) => Promise<T>,
): Promise<T> {
  const opened = await openNamed(context, run, choice);
  try {
    return await work(opened.archive);
  } finally {
    await opened.close();
  }
}
