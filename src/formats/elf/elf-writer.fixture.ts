/** What a test writes into an ELF file. */
export interface WrittenElf {
  readonly machine?: number;
  readonly bits?: 32 | 64;
  readonly big?: boolean;
  readonly type?: number;
  readonly interpreter?: string;
  readonly soname?: string;
  readonly needed?: readonly string[];
  readonly rpath?: string;
  readonly runpath?: string;
  readonly sections?: Readonly<Record<string, Uint8Array>>;
}

/** A file with one loaded segment over all of it, a dynamic section where it is asked for, and sections by name. */
export function elf(file: WrittenElf = {}): Buffer {
  const wide = (file.bits ?? 64) === 64;
  const number = (value: number, bytes: number): Buffer => {
    const out = Buffer.alloc(bytes);
    const low = bytes === 8 ? (file.big ? 4 : 0) : 0;
    if (bytes === 2 && file.big) out.writeUInt16BE(value);
    else if (bytes === 2) out.writeUInt16LE(value);
    else if (file.big) out.writeUInt32BE(value, low);
    else out.writeUInt32LE(value, low);
    return out;
  };
  const half = (value: number): Buffer => number(value, 2);
  const word = (value: number): Buffer => number(value, 4);
  const address = (value: number): Buffer => number(value, wide ? 8 : 4);

  // The dynamic section's strings, then its entries.
  let strings = Buffer.from("\0");
  const text = (value: string): number => {
    const at = strings.length;
    strings = Buffer.concat([strings, Buffer.from(`${value}\0`)]);
    return at;
  };
  const tags: [number, number][] = [
    ...(file.needed ?? []).map((name): [number, number] => [1, text(name)]),
    ...(file.soname === undefined ? [] : [[14, text(file.soname)] satisfies [number, number]]),
    ...(file.rpath === undefined ? [] : [[15, text(file.rpath)] satisfies [number, number]]),
    ...(file.runpath === undefined ? [] : [[29, text(file.runpath)] satisfies [number, number]]),
  ];
  const dynamic = tags.length > 0;
  const names = ["", ".shstrtab", ...Object.keys(file.sections ?? {})];
  const nameTable = Buffer.from(names.map((name) => `${name}\0`).join(""));
  const headerSize = wide ? 64 : 52;
  const segmentSize = wide ? 56 : 32;
  const segments = 1 + Number(dynamic) + Number(file.interpreter !== undefined);
  const base = 0x400000;
  const interpreter = Buffer.from(file.interpreter === undefined ? "" : `${file.interpreter}\0`);
  const interpreterAt = headerSize + segments * segmentSize;
  const stringsAt = interpreterAt + interpreter.length;
  const dynamicAt = stringsAt + strings.length;
  const entries = dynamic
    ? Buffer.concat(
        [...tags, [5, base + stringsAt], [0, 0]].map(([tag = 0, value = 0]) =>
          Buffer.concat([address(tag), address(value)]),
        ),
      )
    : Buffer.alloc(0);
  const namesAt = dynamicAt + entries.length;
  const bodies = Object.values(file.sections ?? {});
  let at = namesAt + nameTable.length;
  const places = bodies.map((body) => {
    const place = at;
    at += body.length;
    return place;
  });
  const sectionsAt = at;

  const segment = (type: number, offset: number, size: number): Buffer =>
    Buffer.concat(
      wide
        ? [
            word(type),
            word(5),
            address(offset),
            address(base + offset),
            address(base + offset),
            address(size),
            address(size),
            address(8),
          ]
        : [
            word(type),
            address(offset),
            address(base + offset),
            address(base + offset),
            address(size),
            address(size),
            word(5),
            address(4),
          ],
    );
  const section = (name: number, offset: number, size: number): Buffer =>
    Buffer.concat([
      word(name),
      word(1),
      address(0),
      address(0),
      address(offset),
      address(size),
      word(0),
      word(0),
      address(1),
      address(0),
    ]);
  const nameAt = (index: number): number => names.slice(0, index).reduce((sum, name) => sum + name.length + 1, 0);
  const ident = Buffer.from([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, file.big ? 2 : 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([
    ident,
    half(file.type ?? 3),
    half(file.machine ?? 62),
    word(1),
    address(base),
    address(headerSize),
    address(sectionsAt),
    word(0),
    half(headerSize),
    half(segmentSize),
    half(segments),
    half(wide ? 64 : 40),
    half(names.length),
    half(1),
    segment(1, 0, sectionsAt),
    ...(dynamic ? [segment(2, dynamicAt, entries.length)] : []),
    ...(file.interpreter === undefined ? [] : [segment(3, interpreterAt, interpreter.length)]),
    interpreter,
    strings,
    entries,
    nameTable,
    ...bodies,
    section(0, 0, 0),
    section(nameAt(1), namesAt, nameTable.length),
    ...bodies.map((body, index) => section(nameAt(index + 2), places[index] ?? 0, body.length)),
  ]);
}

/** Go's build information as 1.18 and newer write it. */
export function goBuildInfo(version: string, lines: readonly string[]): Buffer {
  const marks = Buffer.alloc(16, 0x30);
  const modules = Buffer.concat([marks, Buffer.from(`${lines.join("\n")}\n`), marks]);
  const string = (bytes: Buffer): Buffer => {
    const length: number[] = [];
    for (let left = bytes.length; ; left >>= 7) {
      if (left < 0x80) {
        length.push(left);
        break;
      }
      length.push((left & 0x7f) | 0x80);
    }
    return Buffer.concat([Buffer.from(length), bytes]);
  };
  const head = Buffer.alloc(32);
  head.write("\xff Go buildinf:", "latin1");
  head[14] = 8;
  head[15] = 2;
  return Buffer.concat([head, string(Buffer.from(version)), string(modules)]);
}
