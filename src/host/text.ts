import { isUtf8 } from "node:buffer";

/** The text of a file's bytes, or why they are none. A leading byte order mark is left out. */
export function decodeText(bytes: Buffer): { readonly text: string } | { readonly problem: string } {
  if (bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))) {
    return { problem: "encoded as UTF-16; save it as UTF-8" };
  }
  const zero = bytes.indexOf(0);
  if (zero !== -1) return { problem: `binary (a zero byte at offset ${zero})` };
  if (!isUtf8(bytes)) {
    const at = firstBadByte(bytes);
    return { problem: `not UTF-8 (byte 0x${(bytes[at] ?? 0).toString(16)} at offset ${at})` };
  }
  return { text: bytes.toString("utf8").replace(/^\uFEFF/, "") };
}

/** The prefix up to here is UTF-8: a search by halves over prefixes, then past the character that is whole. */
function firstBadByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  const valid = (end: number): boolean => {
    for (let cut = 0; cut < 4 && end - cut >= 0; cut += 1) if (isUtf8(bytes.subarray(0, end - cut))) return true;
    return false;
  };
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (valid(middle)) good = middle;
    else bad = middle;
  }
  for (let end = good; end >= 0; end -= 1) if (isUtf8(bytes.subarray(0, end))) return end;
  return 0;
}
