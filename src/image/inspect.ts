import type { InspectionGap } from "../core/inspection.ts";
import type { FinalView, ImageArchive, ViewChange } from "../formats/image-archive/index.ts";
import { CertificateCollector, type CertificateFound } from "./certificates.ts";
import { type Collector, Tee } from "./collector.ts";
import { SystemFiles } from "./contents/text-files.ts";
import { type LayerRow, LayerTable } from "./layer-table.ts";
import { PackageCollector } from "./packages/collect.ts";
import type { ImagePackage } from "./packages/package.ts";
import { type ImageSecret, SecretCollector } from "./secrets/collect.ts";
import { type EffectiveUser, effectiveUser } from "./user.ts";

/** What one pass over an image's layers tells. */
export interface Inspection {
  readonly layers: readonly LayerRow[];
  readonly bytes: number;
  readonly wastedBytes: number;
  readonly user: EffectiveUser;
  readonly packages: readonly ImagePackage[];
  /** Databases of packages that are there and could not be read. */
  readonly unreadPackages: readonly InspectionGap[];
  readonly secrets: readonly ImageSecret[];
  readonly certificates: readonly CertificateFound[];
  readonly files: SystemFiles;
  readonly view: FinalView;
  /** Fails where a digest is not what is stated. Done already, but for `ahead`. */
  readonly verify: () => Promise<void>;
}

export interface InspectOptions {
  /** Bodies of certificates that must not be found; see certificateBodies. */
  readonly certificates?: readonly string[];
  /** False leaves out the search for secrets, the slowest part. */
  readonly secrets?: boolean;
  /** Further questions that the same pass answers. */
  readonly collectors?: readonly Collector[];
  readonly onChange?: (change: ViewChange) => void;
  /** Come back while digests are still worked out: what was told counts only once `verify` has been waited for. */
  readonly ahead?: boolean;
}

/** Reads every layer once, digests verified. @throws SeaworthyError as openImage does */
export async function inspectImage(image: ImageArchive, options: InspectOptions = {}): Promise<Inspection> {
  const table = new LayerTable();
  const packages = new PackageCollector();
  const secrets = new SecretCollector();
  const files = new SystemFiles();
  const { certificates: bodies = [] } = options;
  const certificates = new CertificateCollector(bodies);
  const tee = new Tee([
    table,
    packages,
    files,
    ...(bodies.length === 0 ? [] : [certificates]),
    ...(options.secrets === false ? [] : [secrets]),
    ...(options.collectors ?? []),
  ]);
  const { view, verify } = await image.scanAhead(
    (layer, entry, ordinal, offset) => tee.visit(layer, entry, ordinal, offset),
    options.onChange,
  );
  if (options.ahead !== true) await verify();
  await files.complete(image, view);
  const unreadPackages = await packages.complete(image, view);
  const layers = table.rows(image.layers, view);
  return {
    layers,
    bytes: layers.reduce((sum, row) => sum + row.size, 0),
    wastedBytes: layers.reduce((sum, row) => sum + row.wastedBytes, 0),
    user: effectiveUser(image.config.user, files.text("etc/passwd", view), files.text("etc/group", view)),
    packages: packages.packages(view),
    unreadPackages,
    secrets: options.secrets === false ? [] : secrets.secrets(image.config, view),
    certificates: certificates.found,
    files,
    view,
    verify,
  };
}
