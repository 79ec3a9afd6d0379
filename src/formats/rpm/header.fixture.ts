/** A header as a database keeps it: tags, each with a text or a number. */
export function rpmHeader(entries: Readonly<Record<number, string | number>>): Buffer {
  const list = Object.entries(entries).map(([tag, value]) => ({ tag: Number(tag), value }));
  const index = Buffer.alloc(8 + list.length * 16);
  const store: Buffer[] = [];
  let at = 0;
  for (const [place, { tag, value }] of list.entries()) {
    const bytes = typeof value === "string" ? Buffer.from(`${value}\0`) : Buffer.alloc(4);
    if (typeof value === "number") bytes.writeUInt32BE(value);
    for (const [field, number] of [tag, typeof value === "string" ? 6 : 4, at, 1].entries())
      index.writeUInt32BE(number, 8 + place * 16 + field * 4);
    store.push(bytes);
    at += bytes.length;
  }
  index.writeUInt32BE(list.length, 0);
  index.writeUInt32BE(at, 4);
  return Buffer.concat([index, ...store]);
}

/** A package's header, `padding` bytes longer than it has to be. */
export function packageHeader(name: string, version: string, release: string, padding: number = 0): Buffer {
  return rpmHeader({ 1000: name, 1001: version, 1002: release, 1004: "x".repeat(padding) });
}
