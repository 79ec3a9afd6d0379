/** A package as the header of its database entry tells it. */
export interface RpmPackage {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  /** Null where it states none, which counts as 0. */
  readonly epoch: number | null;
}

/** Why a header cannot be read. */
export class DamagedRpmHeader extends Error {}

const tags = { name: 1000, version: 1001, release: 1002, epoch: 1003 } as const;
const types = { int32: 4, string: 6 } as const;
const mostEntries = 65_535;

/**
 * Reads a header as the database keeps it: two counts, an index of 16 bytes for each tag, and the store that it points
 * into, all big-endian (rpm.org, "RPM v4 header format"; the database leaves the magic number out).
 * @throws DamagedRpmHeader
 */
export function readRpmHeader(bytes: Buffer): RpmPackage {
  if (bytes.length < 8) throw new DamagedRpmHeader("it ends too early");
  const entries = bytes.readUInt32BE(0);
  const store = 8 + entries * 16;
  if (entries > mostEntries || store + bytes.readUInt32BE(4) > bytes.length)
    throw new DamagedRpmHeader("it is shorter than it states");
  const found = new Map<number, { readonly type: number; readonly at: number }>();
  for (let at = 8; at < store; at += 16)
    found.set(bytes.readUInt32BE(at), { type: bytes.readUInt32BE(at + 4), at: store + bytes.readUInt32BE(at + 8) });
  const text = (tag: number): string => {
    const entry = found.get(tag);
    if (entry?.type !== types.string) return "";
    const end = bytes.indexOf(0, entry.at);
    return end === -1 ? "" : bytes.toString("utf8", entry.at, end);
  };
  const name = text(tags.name);
  if (name === "") throw new DamagedRpmHeader("it has no name");
  const epoch = found.get(tags.epoch);
  const stated = epoch?.type === types.int32 && epoch.at + 4 <= bytes.length;
  return {
    name,
    version: text(tags.version),
    release: text(tags.release),
    epoch: stated ? bytes.readUInt32BE(epoch.at) : null,
  };
}
