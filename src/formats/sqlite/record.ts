/** A column's value. Whole numbers beyond 2^53 are rounded. */
export type Value = null | number | string | Buffer;

/** A variable-length integer and where the next byte stands. */
export function varint(bytes: Buffer, at: number): readonly [value: number, next: number] {
  let value = 0;
  for (let index = 0; index < 8; index += 1) {
    const byte = bytes[at + index] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + index + 1];
  }
  return [value * 256 + (bytes[at + 8] ?? 0), at + 9];
}

/** The columns of a row. What a damaged row lacks is null. */
export function record(bytes: Buffer): readonly Value[] {
  const [headerLength, first] = varint(bytes, 0);
  const values: Value[] = [];
  let body = headerLength;
  for (let at = first; at < Math.min(headerLength, bytes.length);) {
    const [type, next] = varint(bytes, at);
    at = next;
    const length = lengthOf(type);
    values.push(body + length > bytes.length ? null : valueOf(type, bytes.subarray(body, body + length)));
    body += length;
  }
  return values;
}

function lengthOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type] ?? 0;
}

function valueOf(type: number, bytes: Buffer): Value {
  if (type === 0 || type === 10 || type === 11) return null;
  if (type === 8 || type === 9) return type - 8;
  if (type === 7) return bytes.readDoubleBE(0);
  if (type === 6) return Number(bytes.readBigInt64BE(0));
  if (type < 6) return bytes.readIntBE(0, bytes.length);
  return type % 2 === 0 ? bytes : bytes.toString("utf8");
}
