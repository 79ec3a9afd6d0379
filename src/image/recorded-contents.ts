import type { ContentLayer, RecordedContents, RecordedPackage } from "../core/recorded-build.ts";
import type { ImageArchive } from "../formats/image-archive/index.ts";
import { Tee } from "./collector.ts";
import { partLimits, partsOf, type Sized } from "./contents/parts.ts";
import { LayerTable } from "./layer-table.ts";
import { PackageCollector } from "./packages/collect.ts";
import { InstalledFiles } from "./packages/installed-files.ts";

/** What a record keeps of an image: each layer's folders and the packages. @throws SeaworthyError as openImage does */
export async function recordedContents(image: ImageArchive): Promise<RecordedContents> {
  const table = new LayerTable();
  const packages = new PackageCollector();
  const lists = new InstalledFiles();
  const tee = new Tee([table, packages, lists]);
  const { view, verify } = await image.scanAhead((layer, entry, ordinal, offset) =>
    tee.visit(layer, entry, ordinal, offset),
  );
  const files: Sized[][] = image.layers.map(() => []);
  const seen = new Set<string>();
  for (const { path, content } of view.entries()) {
    // Hard links share their bytes.
    if (content === null || seen.has(`${content.layer} ${content.ordinal}`)) continue;
    seen.add(`${content.layer} ${content.ordinal}`);
    files[content.layer]?.push({ path, bytes: content.size, files: 1 });
  }
  const rows = table.rows(image.layers, view);
  const whole = rows.reduce((sum, row) => sum + row.size, 0);
  const layers = rows.map((row, at): ContentLayer => {
    const { instruction, size, wastedBytes } = row;
    const parts = partsOf(files[at] ?? [], partLimits, whole);
    return { instruction, bytes: size, files: row.files, goneBytes: wastedBytes, parts };
  });
  await packages.complete(image, view);
  const found = packages.packages(view);
  const bytes = lists.bytes(found, view);
  await verify();
  return {
    read: "layers",
    layers,
    packages: found.map((one): RecordedPackage => {
      const { kind, name, version, layer } = one;
      return { kind, name, version, layer, bytes: bytes.get(one) ?? null };
    }),
  };
}
