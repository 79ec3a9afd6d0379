import { archiveError } from "./errors.ts";

const utf8 = new TextDecoder("utf-8");

/**
 * The records of a PAX extended header: `LENGTH KEY=VALUE\n`, the length counting itself.
 * @throws SeaworthyError image-archive-malformed where a record does not fit
 */
export function parsePax(bytes: Uint8Array): Map<string, string> {
  const records = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    const digits = space === -1 || space - at > 10 ? "" : utf8.decode(bytes.subarray(at, space));
    const length = /^[1-9]\d*$/.test(digits) ? Number(digits) : 0;
    const end = at + length;
    if (length < digits.length + 3 || end > bytes.length || bytes[end - 1] !== 0x0a) throw malformed(`at byte ${at}`);
    const equals = bytes.indexOf(0x3d, space + 1);
    if (equals === -1 || equals >= end) throw malformed(`no "=" at byte ${at}`);
    const key = utf8.decode(bytes.subarray(space + 1, equals));
    at = end;
    // Times and extended attributes are on every other entry, and nobody asks for them.
    if (key === "mtime" || key === "atime" || key === "ctime" || key.startsWith("SCHILY.")) continue;
    const value = utf8.decode(bytes.subarray(equals + 1, end - 1));
    if ((key === "path" || key === "linkpath") && value.includes("\0")) throw malformed(`NUL in ${key}`);
    records.set(key, value);
  }
  return records;
}

/** A whole number of a PAX record, or undefined where the record is absent. */
export function paxNumber(records: ReadonlyMap<string, string>, key: string): number | undefined {
  const value = records.get(key);
  if (value === undefined || value === "") return undefined;
  const number = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw malformed(`${key}=${value.slice(0, 40)}`);
  return number;
}

function malformed(why: string): Error {
  return archiveError("image-archive-malformed", "A PAX header of the archive is malformed.", why);
}
