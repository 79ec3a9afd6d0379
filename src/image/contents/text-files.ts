import {
  collect,
  type FinalView,
  type ImageArchive,
  type ImageLayer,
  type TarEntry,
} from "../../formats/image-archive/index.ts";
import type { Collector } from "../collector.ts";
import { resolvePath } from "../resolve.ts";

const largest = 4 * 1024 * 1024;
const wanted =
  /^(?:etc\/(?:passwd|group|shadow|os-release|ld\.so\.conf|ld\.so\.conf\.d\/[^/]+\.conf|ld-musl-[^/]+\.path)|usr\/lib\/os-release)$/;

/** The ones that are asked for by a fixed path. */
const linked = ["etc/passwd", "etc/group", "etc/shadow", "etc/os-release", "etc/ld.so.conf"];

/** Keeps the few system files that other questions are answered by; the last layer's counts. */
export class SystemFiles implements Collector {
  private readonly texts = new Map<string, string>();

  visit(layer: ImageLayer, entry: TarEntry, ordinal: number): ReturnType<Collector["visit"]> {
    if (entry.type !== "file" || !wanted.test(entry.path)) return null;
    return collect(largest, (bytes) =>
      this.texts.set(`${layer.index} ${ordinal}`, new TextDecoder("utf-8").decode(bytes)),
    );
  }

  /** Reads those that turn out to lie elsewhere, behind a link. To be called when all layers are read, before `text`. */
  async complete(image: ImageArchive, view: FinalView): Promise<void> {
    for (const path of linked) {
      const content = resolvePath(view, path)?.content;
      if (content === null || content === undefined || this.texts.has(`${content.layer} ${content.ordinal}`)) continue;
      const keep = (bytes: Uint8Array): void =>
        void this.texts.set(`${content.layer} ${content.ordinal}`, new TextDecoder("utf-8").decode(bytes));
      if (content.offset !== null) keep(await image.readAt(content.offset, Math.min(content.size, largest)));
      else {
        await image.layers[content.layer]?.scan((_, ordinal) =>
          ordinal === content.ordinal ? collect(largest, keep) : null,
        );
      }
    }
  }

  /** A file's text, links followed; empty where it is not there. */
  text(path: string, view: FinalView): string {
    const content = resolvePath(view, path)?.content;
    return content === null || content === undefined
      ? ""
      : (this.texts.get(`${content.layer} ${content.ordinal}`) ?? "");
  }

  /** Folders that the loader is configured to search: glibc's ld.so.conf with what it includes, or musl's own list. */
  loaderFolders(view: FinalView): readonly string[] {
    const configured = view.below("etc").filter(({ path }) => path.startsWith("etc/ld") && wanted.test(path));
    return configured.flatMap(({ path }) =>
      this.text(path, view)
        .split(/[\n:]/)
        .map((line) => (line.split("#", 1)[0] ?? "").trim())
        .filter((line) => line.startsWith("/")),
    );
  }
}
