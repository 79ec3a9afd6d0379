import { createHash } from "node:crypto";
import type { ImageInspection, InspectedPackage } from "../../core/inspection.ts";

/** A package as a bill of materials lists it: once, with all the places it was found at. */
export interface SbomComponent extends Pick<InspectedPackage, "kind" | "name" | "version" | "purl"> {
  readonly occurrences: readonly { readonly path: string; readonly layer: number }[];
}

/** The packages of an image by package URL, in its order. */
export function componentsOf(found: ImageInspection): readonly SbomComponent[] {
  const rows = new Map<string, SbomComponent & { readonly occurrences: { path: string; layer: number }[] }>();
  for (const { kind, name, version, purl, path, layer } of found.packages) {
    const row = rows.get(purl) ?? { kind, name, version, purl, occurrences: [] };
    row.occurrences.push({ path, layer });
    rows.set(purl, row);
  }
  return [...rows.values()].toSorted((a, b) => (a.purl < b.purl ? -1 : a.purl > b.purl ? 1 : 0));
}

/** A UUID that goes by the image alone: the same image gives the same document. Version 8 is for one's own schemes (RFC 9562). */
export function documentUuid(found: ImageInspection): string {
  const hex = createHash("sha256").update(`seaworthy sbom ${found.image.id}`).digest("hex");
  const variant = (Number.parseInt(hex.slice(16, 17), 16) & 3) | 8;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant.toString(16)}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The image's first tag, or its id: never where its archive lies. */
export function documentName({ image }: ImageInspection): string {
  return image.tags[0] ?? image.id;
}
