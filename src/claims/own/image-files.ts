import type { ServicePlan } from "../../core/plan.ts";
import type { Trial } from "../../core/ports/trial.ts";
import {
  cleanPath,
  collect,
  type FinalEntry,
  type FinalView,
  type ImageConfig,
  openImage,
} from "../../formats/image-archive/index.ts";
import { resolvePath } from "../../image/resolve.ts";

const largest = 16 * 1024 * 1024;

/** The files of an image, layers merged, and its configuration. */
export interface ImageFiles {
  readonly view: FinalView;
  readonly config: ImageConfig;
  readonly id: string;
}

/** One reading of each image for all claims of a service. */
const known = new WeakMap<ServicePlan, Map<string, Promise<ImageFiles>>>();

export async function imageFiles(trial: Trial, reference: string): Promise<ImageFiles> {
  const id = (await trial.engine.image(reference))?.id ?? reference;
  // The archive is asked for each time: it is evidence of each claim that rests on it.
  const source = await trial.archive(reference);
  let images = known.get(trial.plan);
  if (images === undefined) {
    images = new Map<string, Promise<ImageFiles>>();
    known.set(trial.plan, images);
  }
  const key = `${reference} ${id}`;
  let files = images.get(key);
  if (files === undefined) {
    files = openImage(source).then(async (image) => {
      const { view } = await image.scan(() => null);
      return { view, config: image.config, id: image.manifest.imageId };
    });
    images.set(key, files);
    // A reading that failed is tried again by the next claim.
    files.catch(() => images.delete(key));
  }
  return files;
}

/** What is at a path, links on the way followed, and the last one too where `follow` says so. */
export function entryAt({ view }: ImageFiles, path: string, follow: boolean): FinalEntry | null {
  if (follow) return resolvePath(view, path);
  const clean = cleanPath(path).path;
  const slash = clean.lastIndexOf("/");
  const folder = slash === -1 ? null : resolvePath(view, clean.slice(0, slash));
  return folder === null ? view.get(clean) : view.get(`${folder.path}/${clean.slice(slash + 1)}`);
}

/** The content of a file, at most 16 MiB of it; null for what is no file. */
export async function contentAt(trial: Trial, reference: string, entry: FinalEntry): Promise<Uint8Array | null> {
  const { content } = entry;
  if (content === null) return null;
  const image = await openImage(await trial.archive(reference));
  if (content.offset !== null) return image.readAt(content.offset, Math.min(content.size, largest));
  let found: Uint8Array | null = null;
  await image.layers[content.layer]?.scan((_, ordinal) =>
    ordinal === content.ordinal ? collect(largest, (bytes) => void (found = bytes)) : null,
  );
  return found;
}

/** A file's text, links followed; empty where there is none. */
export async function textAt(trial: Trial, reference: string, path: string): Promise<string> {
  const entry = entryAt(await imageFiles(trial, reference), path, true);
  const bytes = entry === null ? null : await contentAt(trial, reference, entry);
  return bytes === null ? "" : new TextDecoder("utf-8").decode(bytes);
}
