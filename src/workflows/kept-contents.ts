import type { RecordedContents } from "../core/recorded-build.ts";
import { openImage } from "../formats/image-archive/index.ts";
import { recordedContents } from "../image/index.ts";
import { listFiles } from "./list-files.ts";
import type { Session } from "./session.ts";

/**
 * What a record keeps of the image and of its single-stage counterpart, read beside the claims: the archive when a claim
 * has saved it, the other image when a claim has built it. Nothing is saved or built for it, and what fails is left out.
 */
export class KeptContents {
  private multi: Promise<RecordedContents | null> | undefined;
  private single: Promise<RecordedContents | null> | undefined;
  private readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  /** Reads the archive of the image under proof, once. */
  readArchive(file: string): void {
    this.multi ??= this.read(file).catch(() => null);
  }

  /** Lists the single-stage image, once. It must not be removed before {@link all} has come back. */
  list(image: string): Promise<unknown> {
    return (this.single ??= listFiles(this.session, image).catch(() => null));
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
