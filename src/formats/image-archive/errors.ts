import { SeaworthyError } from "../../core/errors/index.ts";

/** Why an archive is refused. The names are permanent. */
export type ImageArchiveProblem =
  | "not-an-image-archive"
  | "image-archive-truncated"
  | "image-archive-malformed"
  | "image-archive-digest-mismatch"
  | "image-archive-ambiguous"
  | "image-archive-too-large"
  | "image-archive-unsupported";

const advice: Readonly<Record<ImageArchiveProblem, string>> = {
  "not-an-image-archive": "Give a file that `docker save`, `podman save` or an OCI archive writer made.",
  "image-archive-truncated": "Save the image again: the file ends too early.",
  "image-archive-malformed": "Save the image again; if it stays so, the tool that wrote it is at fault.",
  "image-archive-digest-mismatch":
    "Do not use this archive: its content is not what it says. Save the image again from a source you trust.",
  "image-archive-ambiguous": "Name one of the images of the archive (`--tag`), or its platform (`--platform`).",
  "image-archive-too-large": "If you trust the archive, raise the limit; otherwise treat it as hostile.",
  "image-archive-unsupported": "Save the image with plain, gzip or zstd layers, as a plain tar file.",
};

/** Builds the error for an archive that cannot be read; `what` is one sentence, `why` the detail with numbers or names. */
export function archiveError(problem: ImageArchiveProblem, what: string, why: string, cause?: unknown): SeaworthyError {
  return new SeaworthyError(problem, { what, why, todo: advice[problem], ...(cause === undefined ? {} : { cause }) });
}
