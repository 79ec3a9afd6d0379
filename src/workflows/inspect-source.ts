import { SeaworthyError } from "../core/errors/index.ts";
import type { ByteSource } from "../core/ports/host.ts";
import type { ImageChoice } from "../core/ports/image-flows.ts";
import type { Run } from "../core/ports/workflows.ts";
import { type ImageArchive, layoutSource, openImage } from "../formats/image-archive/index.ts";
import type { Context } from "./context.ts";

export interface OpenedImage {
  readonly archive: ImageArchive;
  close(): Promise<void>;
}

/**
 * Opens an archive, an OCI layout's folder, or an image of the engine.
 * @throws SeaworthyError where there is no such thing, or it is no image
 */
export async function openNamed(context: Context, run: Run, choice: ImageChoice): Promise<OpenedImage> {
  const { name } = choice;
  if (name === "") throw missing(name, "no name was given");
  const path = context.absolute(name);
  const kind = await context.files.kind(path);
  if (kind === "other") {
    throw new SeaworthyError("file-kind", {
      what: `could not read ${JSON.stringify(name)}`,
      why: "it is no regular file: an image is read here and there, not from its beginning to its end",
      todo: "save the image to a file and give that",
    });
  }
  if (kind === "file") return opened(run, await context.files.open(path), choice);
  if (kind === "directory") {
    const layout = await layoutOf(context, path);
    if (layout !== null) return opened(run, layout, choice);
    if (looksLikePath(name)) throw missing(name, "it is a folder without an OCI layout (index.json and blobs)");
  } else if (looksLikePath(name)) throw missing(name, "there is no such file");
  return fromEngine(context, run, choice);
}

function looksLikePath(name: string): boolean {
  return /^[./~]/.test(name) || /\.(?:tar|tgz|tar\.\w+|oci)$/.test(name);
}

function missing(name: string, why: string): SeaworthyError {
  return new SeaworthyError("image-missing", {
    what: `there is no image ${JSON.stringify(name)}`,
    why,
    todo: "give a file that `docker save` or `podman save` made, or the name of an image that the engine has",
  });
}

async function opened(run: Run, source: ByteSource, choice: ImageChoice): Promise<OpenedImage> {
  const { signal } = run;
  const cancellable: ByteSource = {
    ...source,
    read: (offset, length, into) => {
      signal.throwIfAborted();
      return source.read(offset, length, into);
    },
  };
  try {
    const archive = await openImage(cancellable, {
      ...(choice.tag === null ? {} : { reference: choice.tag }),
      ...(choice.platform === null ? {} : { platform: choice.platform }),
    });
    return { archive, close: () => source.close() };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** The files of an OCI layout as one source, or null where the folder is none. */
async function layoutOf(context: Context, folder: string): Promise<ByteSource | null> {
  const { files } = context;
  if ((await files.kind(`${folder}/index.json`)) !== "file") return null;
  const paths = ["index.json"];
  for (const entry of await files.list(`${folder}/blobs/sha256`)) {
    if (entry.kind === "file") paths.push(`blobs/sha256/${entry.name}`);
  }
  return layoutSource(paths, (path) => files.open(`${folder}/${path}`));
}

/**
 * An engine hands an image out from its beginning to its end, with its table of contents last, so it is written to a file
 * that has no name any more once it is open: nothing is left, however the run ends.
 */
async function fromEngine(context: Context, run: Run, choice: ImageChoice): Promise<OpenedImage> {
  const { name } = choice;
  const engine = await context.engine(run);
  run.signal.throwIfAborted();
  const info = await engine.image(name);
  if (info === null) throw missing(name, `no file has that name, and ${engine.info.kind} has no such image`);
  const folder = await context.files.temporary("inspect");
  try {
    const file = `${folder}/image.tar`;
    await engine.save(name, file, run.signal);
    const source = await context.files.open(file);
    await context.files.remove(folder);
    return await opened(run, source, choice);
  } finally {
    await context.files.remove(folder);
  }
}
