/** A search's memory and its program. */
interface FindProgram {
  readonly memory: ArrayBuffer;
  /** The first address at which a literal may begin, of those from `from` up to `to` or a little after it; -1 for none. */
  find(from: number, to: number): number;
}

/** As far as it is used here: the types for Node lack it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => {
    readonly exports: { readonly memory: { readonly buffer: ArrayBuffer }; readonly find: FindProgram["find"] };
  };
};

/** The program, with memory of its own; null where WebAssembly is switched off, or there is no address space for it. */
export function findProgram(bytes: number): FindProgram | null {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleOf(Math.ceil(bytes / 65_536))));
    return { memory: exports.memory.buffer, find: exports.find };
  } catch {
    return null;
  }
}

const [i32, v128] = [0x7f, 0x7b];
// Instructions, by what they do.
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const tee = (local: number): number[] => [0x22, local];
const int = (small: number): number[] => [0x41, small];
const load = (offset: number): number[] => [0xfd, 0x00, 0, offset];
const loop = [0x03, 0x40];
const when = [0x04, 0x40];
const again = [0x0c, 0];
const end = [0x0b];
const leave = [0x0f];
const unreachable = [0x00];
const add = [0x6a];
const atLeast = [0x4f];
const trailingZeros = [0x68];
const swizzle = [0xfd, 0x0e];
const splat = [0xfd, 0x0f];
const differ = [0xfd, 0x24];
const and = [0xfd, 0x4e];
const anyTrue = [0xfd, 0x53];
const bitmask = [0xfd, 0x64];
const shiftRight = [0xfd, 0x6d];

// Locals: the two parameters, eight tables, then these.
const [from, to, table, low, bytes, found] = [0, 1, 2, 10, 11, 12];

/** Groups of literals, as bits, that may have the bytes from `from + place` on at that place. */
function fitting(place: number): number[] {
  const lower = [...get(table + place * 2), ...get(bytes), ...get(low), ...and, ...swizzle];
  const upper = [...get(table + place * 2 + 1), ...get(bytes), ...int(4), ...shiftRight, ...swizzle];
  return [...get(from), ...load(place), ...set(bytes), ...lower, ...upper, ...and];
}

const body = [
  [0, 1, 2, 3, 4, 5, 6, 7].flatMap((at) => [...int(0), ...load(at * 16), ...set(table + at)]),
  [...int(15), ...splat, ...set(low), ...loop],
  [...get(from), ...get(to), ...atLeast, ...when, ...int(0x7f), ...leave, ...end], // -1
  [...fitting(0), ...fitting(1), ...and, ...fitting(2), ...and, ...fitting(3), ...and],
  [...tee(found), ...anyTrue, ...when],
  [...get(from), ...get(found), ...int(0), ...splat, ...differ, ...bitmask, ...trailingZeros, ...add, ...leave, ...end],
  [...get(from), ...int(16), ...add, ...set(from), ...again, ...end, ...unreachable, ...end],
].flat();

/** The module: `find`, and a memory of so many pages. The tables lie at its beginning. */
function moduleOf(pages: number): Uint8Array {
  const name = (text: string): number[] => [text.length, ...Buffer.from(text)];
  const section = (id: number, content: readonly number[]): number[] => [id, ...size(content.length), ...content];
  const code = [1, found - table + 1, v128, ...body];
  return Uint8Array.from([
    ...Buffer.from("\0asm\x01\0\0\0"),
    ...section(1, [1, 0x60, 2, i32, i32, 1, i32]), // types
    ...section(3, [1, 0]), // functions
    ...section(5, [1, 0, ...size(pages)]), // memories
    ...section(7, [2, ...name("memory"), 2, 0, ...name("find"), 0, 0]), // exports
    ...section(10, [1, ...size(code.length), ...code]),
  ]);
}

function size(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...size(value >> 7)];
}
