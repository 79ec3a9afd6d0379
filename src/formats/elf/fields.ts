/** Reads numbers of an ELF file by its class and byte order. A number beyond the bytes at hand is a damaged file. */
export class Fields {
  readonly wide: boolean;
  private readonly little: boolean;

  constructor(wide: boolean, little: boolean) {
    this.wide = wide;
    this.little = little;
  }

  half(bytes: Uint8Array, at: number): number {
    return this.number(bytes, at, 2);
  }

  word(bytes: Uint8Array, at: number): number {
    return this.number(bytes, at, 4);
  }

  /** An address or offset: 4 or 8 bytes. */
  address(bytes: Uint8Array, at: number): number {
    if (!this.wide) return this.word(bytes, at);
    const value = this.number(bytes, at, 8);
    if (value > Number.MAX_SAFE_INTEGER) throw new DamagedElf(`a number of 2^53 or more at byte ${at}`);
    return value;
  }

  private number(bytes: Uint8Array, at: number, length: number): number {
    if (at + length > bytes.length) throw new DamagedElf(`it ends within a table, at byte ${bytes.length}`);
    let value = 0;
    for (let place = 0; place < length; place += 1) {
      value = value * 256 + (bytes[this.little ? at + length - 1 - place : at + place] ?? 0);
    }
    return value;
  }
}

/** Why a file with the magic number of ELF cannot be read. */
export class DamagedElf extends Error {}

const utf8 = new TextDecoder("utf-8");

/** Text from a place up to its NUL. */
export function cString(bytes: Uint8Array, at: number): string {
  if (at < 0 || at >= bytes.length) throw new DamagedElf("a name lies outside its table");
  const end = bytes.indexOf(0, at);
  if (end === -1) throw new DamagedElf("a name has no end");
  return utf8.decode(bytes.subarray(at, end));
}
