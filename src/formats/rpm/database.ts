import type { Ranged } from "../byte-ranges/index.ts";
import { sqliteRows } from "../sqlite/index.ts";
import { berkeleyHeaders } from "./berkeley.ts";
import { DamagedRpmDatabase } from "./damaged.ts";
import { type RpmPackage, readRpmHeader } from "./header.ts";
import { ndbHeaders } from "./ndb.ts";

/** What keeps a database: SQLite (`rpmdb.sqlite`; rpm 4.16 and newer), Berkeley DB (`Packages`), rpm's own (`Packages.db`). */
export type RpmDatabaseForm = "sqlite" | "berkeley" | "ndb";

/** Whole distributions have less. */
const mostPackages = 200_000;

/**
 * The packages of a database of rpm, keys for signatures left out.
 * @param size bytes of the file
 * @throws DamagedRpmDatabase, DamagedSqlite, DamagedRpmHeader
 */
export function* rpmPackages(form: RpmDatabaseForm, size: number): Ranged<readonly RpmPackage[]> {
  const packages: RpmPackage[] = [];
  yield* headers[form](size, (header) => {
    const one = readRpmHeader(header);
    if (one.name === "gpg-pubkey") return;
    if (packages.length === mostPackages) throw new DamagedRpmDatabase(`it has more than ${mostPackages} packages`);
    packages.push(one);
  });
  return packages;
}

type Headers = (size: number, take: (header: Buffer) => void) => Ranged<void>;

const headers: Readonly<Record<RpmDatabaseForm, Headers>> = {
  berkeley: berkeleyHeaders,
  ndb: ndbHeaders,
  sqlite: (size, take) =>
    sqliteRows(size, "Packages", ([, blob]) => {
      if (Buffer.isBuffer(blob)) take(blob);
    }),
};
