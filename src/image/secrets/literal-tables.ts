/** How many bytes of a literal are looked at before it is compared in full. */
const looked = 4;

/** Two tables of 16 bytes for each of them: by the lower and by the upper half of a byte. */
export const tableBytes = looked * 2 * 16;

/** Bytes after the end of a range that may be loaded with its last ones. */
export const loadedAhead = 16 + looked;

/**
 * Literals are put into eight groups, one bit each. The bit of a group is set for half a byte where one of its literals may
 * have it at that place: bytes at which some bit is set in all tables may be where a literal of the group begins.
 */
export function tablesOf(literals: readonly Uint8Array[]): Uint8Array {
  const tables = new Uint8Array(tableBytes);
  // Those that are alike together: a group lets through every mixture of its literals.
  const order = literals.toSorted((a, b) => Buffer.compare(a, b));
  for (const [at, literal] of order.entries()) {
    const bit = 1 << Math.floor((at * 8) / order.length);
    for (let place = 0; place < looked; place += 1) {
      const byte = literal[place];
      for (let half = 0; half < 16; half += 1) {
        if (byte === undefined || (byte & 15) === half) set(place * 32 + half, bit);
        if (byte === undefined || byte >> 4 === half) set(place * 32 + 16 + half, bit);
      }
    }
  }
  return tables;

  function set(at: number, bit: number): void {
    tables[at] = (tables[at] ?? 0) | bit;
  }
}
