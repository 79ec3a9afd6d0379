import { fileURLToPath } from "node:url";
import type { RatedFile } from "../core/ports/workflows.ts";
import { isRatedName } from "../rules/file-name.ts";
import { Lines } from "./lines.ts";

/** A text as the editor has it, saved or not. */
export interface Document {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  /** Absolute; undefined for a text that is no file yet. */
  readonly path: string | undefined;
}

/** A document with its rating. */
export interface RatedDocument {
  readonly document: Document;
  readonly file: RatedFile;
  readonly lines: Lines;
}

export interface Rater {
  /** `fresh`: files around may have changed since the last time. */
  readonly rate: (document: Document, fresh: boolean) => Promise<RatedFile | null>;
  readonly show: (rated: RatedDocument) => void;
  readonly clear: (uri: string) => void;
}

/** How long a document rests before it is rated again, in milliseconds: a rating for every key would only be thrown away. */
const rest = 150;

/** The open documents. Each is rated when it comes and after each change; only the rating of its newest text is ever shown. */
export class Documents {
  private readonly open = new Map<string, Document>();
  private readonly rated = new Map<string, RatedDocument>();
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly rater: Rater;

  constructor(rater: Rater) {
    this.rater = rater;
  }

  /** Takes the newest text of a document. Texts of other kinds are passed over. */
  put(uri: string, languageId: string | null, version: number, text: string): void {
    const known = this.open.get(uri);
    const path = pathOf(uri);
    const ours = known !== undefined || languageId === "dockerfile" || (path !== undefined && isRatedName(path));
    if (!ours) return;
    this.open.set(uri, { uri, version, text, path });
    clearTimeout(this.waiting.get(uri));
    if (known === undefined) void this.rate(uri, true);
    else
      this.waiting.set(
        uri,
        setTimeout(() => void this.rate(uri, false), rest),
      );
  }

  has(uri: string): boolean {
    return this.open.has(uri);
  }

  close(uri: string): void {
    clearTimeout(this.waiting.get(uri));
    this.waiting.delete(uri);
    this.rated.delete(uri);
    if (this.open.delete(uri)) this.rater.clear(uri);
  }

  /** Rates all again: a config or a file around has changed. */
  async refresh(): Promise<void> {
    for (const uri of this.open.keys()) await this.rate(uri, true);
  }

  /** The rating of a document's newest text; null where it is not ours or cannot be rated. */
  async current(uri: string): Promise<RatedDocument | null> {
    const document = this.open.get(uri);
    const rated = this.rated.get(uri);
    if (document === undefined) return null;
    return rated?.document === document ? rated : this.rate(uri, false);
  }

  end(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.open.clear();
  }

  private async rate(uri: string, fresh: boolean): Promise<RatedDocument | null> {
    clearTimeout(this.waiting.get(uri));
    const document = this.open.get(uri);
    if (document === undefined) return null;
    const file = await this.rater.rate(document, fresh);
    if (this.open.get(uri) !== document) return null; // closed or changed meanwhile; the newer text has its own turn
    if (file === null) {
      this.rater.clear(uri);
      return null;
    }
    const rated = { document, file, lines: new Lines(document.text) };
    this.rated.set(uri, rated);
    this.rater.show(rated);
    return rated;
  }
}

function pathOf(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // on another host
  }
}
