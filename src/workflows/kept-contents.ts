import type { Comparison } from "../core/record.ts";
import type { RecordedContents } from "../core/recorded-build.ts";
import { openImage } from "../formats/image-archive/index.ts";
import { recordedContents } from "../image/index.ts";
import { comparedImage } from "./compared-image.ts";
import { listFiles } from "./list-files.ts";
import type { Session } from "./session.ts";

/**
 * What a record keeps of the image and of its single-stage counterpart, read beside the claims: the archive when a claim
 * has saved it, the other image when a claim has built it. Nothing is saved or built for it, and what fails is left out.
 */
export class KeptContents {
  private multi: Promise<RecordedContents | null> | undefined;
  private single: Promise<RecordedContents | null> | undefined;
  private layers: Promise<Comparison["single"] | null> | undefined;
  private readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  /** Reads the archive of the image under proof, once. */
  readArchive(file: string): void {
    this.multi ??= this.read(file).catch(() => null);
  }

  /** Lists the single-stage image and its layers, once. It must not be removed before the answer. */
  list(image: string): Promise<unknown> {
    this.single ??= listFiles(this.session, image).catch(() => null);
    this.layers ??= comparedImage(this.session, image).catch(() => null);
    return Promise.all([this.single, this.layers]);
  }

  /** The single-stage image's side of the comparison; null where no claim has built it. */
  async singleSide(): Promise<Comparison["single"] | null> {
    return (await this.layers) ?? null;
  }

  async all(): Promise<{ readonly multi: RecordedContents | null; readonly single: RecordedContents | null }> {
    const [multi = null, single = null] = await Promise.all([this.multi, this.single]);
    return { multi, single };
  }

  private async read(file: string): Promise<RecordedContents> {
    const source = await this.session.files.open(file);
    try {
      return await recordedContents(await openImage(source));
    } finally {
      await source.close();
    }
  }
}
