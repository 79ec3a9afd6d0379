import type { Ranged } from "../byte-ranges/index.ts";
import { cString, DamagedElf } from "./fields.ts";
import type { SectionTable } from "./read.ts";

export interface Section {
  readonly offset: number;
  readonly size: number;
}

/** Finds sections by name; a file without a section table (stripped of it) has none. */
export function* findSections(table: SectionTable, wanted: readonly string[]): Ranged<ReadonlyMap<string, Section>> {
  const { fields, entrySize, count, namesIndex } = table;
  const { wide } = fields;
  const found = new Map<string, Section>();
  if (table.offset === 0 || count === 0 || namesIndex >= count) return found;
  if (entrySize < (wide ? 64 : 40)) throw new DamagedElf("its section table is malformed");
  const bytes = yield { offset: table.offset, length: count * entrySize };
  const section = (index: number): Section => ({
    offset: fields.address(bytes, index * entrySize + (wide ? 24 : 16)),
    size: fields.address(bytes, index * entrySize + (wide ? 32 : 20)),
  });
  const nameTable = section(namesIndex);
  const names = yield { offset: nameTable.offset, length: Math.min(nameTable.size, 1024 * 1024) };
  for (let index = 1; index < count; index += 1) {
    const name = cString(names, fields.word(bytes, index * entrySize));
    if (wanted.includes(name)) found.set(name, section(index));
  }
  return found;
}
