import { cleanPath, type ImageArchive } from "../formats/image-archive/index.ts";

/** A file of the site that its page refers to. */
export interface Reference {
  readonly page: string;
  readonly target: string;
  readonly exists: boolean;
}

/** The local files that the pages of a static site refer to, and whether they are in the image. Pages of the base image are left out. */
export async function staticReferences(image: ImageArchive, base: number): Promise<readonly Reference[]> {
  const pages = new Map<string, string>();
  const wanted = (path: string, layer: number): boolean => layer >= base && /(?:^|\/)index\.html$/.test(path);
  for await (const file of image.readFiles((entry, layer) => wanted(entry.path, layer.index))) {
    pages.set(file.entry.path, new TextDecoder("utf-8").decode(file.bytes));
  }
  const { view } = await image.scan(() => null);
  return [...pages].flatMap(([page, text]) => {
    if (view.get(page) === null) return [];
    const folder = page.slice(0, Math.max(0, page.lastIndexOf("/")));
    return localTargets(text).map((target): Reference => {
      const path = cleanPath(`${folder}/${target}`).path;
      return { page: `/${page}`, target: `/${path}`, exists: view.get(path) !== null };
    });
  });
}

/** Targets of `src` and `href` that a browser asks the same server for. */
export function localTargets(html: string): readonly string[] {
  const targets = [
    ...html.matchAll(/<(?:script|link|img|source|video|audio)\b[^>]*?\b(?:src|href)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi),
  ].map((match) => match[1] ?? match[2] ?? "");
  return targets
    .filter((target) => target !== "" && !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(target))
    .map((target) => target.replace(/[?#].*/s, ""));
}
