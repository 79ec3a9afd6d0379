import type { Ranged } from "../byte-ranges/index.ts";
import { sqliteRows } from "../sqlite/index.ts";
import { type RpmPackage, readRpmHeader } from "./header.ts";

/**
 * The packages of an rpm database kept by SQLite (`rpmdb.sqlite`; rpm 4.16 and newer), keys for signatures left out.
 * @throws DamagedSqlite, DamagedRpmHeader
 */
export function* rpmPackages(size: number): Ranged<readonly RpmPackage[]> {
  const packages: RpmPackage[] = [];
  yield* sqliteRows(size, "Packages", ([, blob]) => {
    const one = Buffer.isBuffer(blob) ? readRpmHeader(blob) : null;
    if (one !== null && one.name !== "gpg-pubkey") packages.push(one);
  });
  return packages;
}
