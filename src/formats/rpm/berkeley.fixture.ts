import { gunzipSync } from "node:zlib";

/**
 * `Packages` as Berkeley DB 5.3 wrote it, big-endian in pages of 512 bytes: number 0, then `tiny` 1:1.2-3, `other-lib`
 * 0.9-3 and two more packages that were deleted again, whose pages were given back.
 */
const packed = `
H4sIAAAAAAACA+2aTYwURRiGq2dn/3fdRRdEAwlGTIBkhv7vLgIxBKILEVkNJmsCSHVV9e7IsDPODBuWcPDAwQMmJHJA48GD8WA8ePBgDDFc1HgxaDwa9S
AqKCIHiSKwVne/MztbEiN4wex0drrnqar+urq/qnm6CISkm5Hue5Yzte8nJEdIX1qyDJ9F2wtnXyXkJiGfPORumZ9uFRutONnWtX/65c9vUd7Z7r5tcY7y
xnkybPxpXDWuGOe/Nb7sZO9/tXU9vWJuRB3LPVlS80mBOvaqGV5OCnLJjhta/nMtyhmX0/xfvmh8bbSV3978J535fzeMhEF1rGIkdGEkdKmRUG3Pi5EVZr
OfGMb3yWAhW9RQOK2Oj2aDx7iijqPqI0jTD+mZXT8m7sAISvgCuBd8ETwI/im9ShYr4Z8z65Ax8CXwCvAvaL8SfBnxVoGvoH4N+Crq14J/R7x14Buod8E3
wZsyzucRbzu4B09nHNwP3gkeQPsnwIN4PhPgIfBT4GG03wMeQf0keBS8DzyG/kXg5Tj/CPh+tD8GXon641k/8w+g/iT4QfA3i+ZuHnfVjfwnLdfhyr8h8u
Nodx08nrGBGPkdWWQjD55EfR/4WdQPgfeiHpnP70M9Mp3fD14NjrL+GA+DBXgDWII3gmMwMp0vg31wA9dvZu4wuJm5WVwfmbrvFdQfAH+MeAL8Hdo/Dz6P
9u+AL6D+3YwNPPccnpfRnc2aXF82O4zhLH4Oz8NYBt6Kkfsrzj+O/nZnx9xL4BWoPwGeAp8ET7flvxu57WnN/6TlqaR2G2mUZuaIVbSJ0zyjrn4GDhrXDs
4eygp27dhDnpmpVyUvxSUpSLk0c/gImamwGm85Yqua2ck5Ta5VKo1sl8QvqPgFp1iv8WKtmkadV1t65ayLA82Pqi6XonXbKoeqNVmvS/FYqSyfZIdkfT1B
XVKyvTQl642Fsgk2V66wtHF9nM3KiZqMS0fWE6doFt2CRdyiXzTTY7a3wqKpm63P2pR2M4W0bxsr1cZGUthtrylMEV4tVcjU0VKVUNx7QcioxGYK2fNY2E
SpJnmjUptD3MONuBASM5CW4K4pGLMdh0ZUBGHgCNtnHo08RzI3dISwY1PVWr7LI6b+WMgdx5Mms0L0kfp24AquYjHBWeBQy1VlgSNDatEwsBlzvVAFcNry
34MxkNCHpFdGseO6Po3jSAVjMhAmE2n7VAfz89fP4idcnfbWp87E2nO7n/vq1BefrX6El695TixVJ8PIUZf3I+6ZjDqc0iBUV7YDIaTL1S0GxLWjODD9OI
pYHJqWY3rSsQUNTGabIbdlFEY0iCPhe1bgBz43HR67luWpsFJGNLlhNaJew30kv/RdbdzZ/v37f29zhLfm/2Y1/99s8/+N2/T/kOZ/3ff3ar4f6/j+H31/
TPP9i5rvT2i+P635/gdw0+o3FuW/D2OgH/lv833L5+Oaz3doPm/6flTz/Zjm+1Wa79dovt+g+d7UfB9ovt+s+X6r5vttmu8nNd/v1Xx/QPN9WfN9VfP9rO
b79zXfn9F8P6r5fkzz/VrN97s035/UfH9K8/1pzfevt/k+4Tcyq1cabfnvxxgYyPI/LWvKWRExi1RJv55OevXLWr4D35f/7vtKA/ELKv4i6SfOb9XeRd5P
+wlY6N+dyf/W7nctL5CuyS0hPaVpi7mRMrYwTVMIz+UxFaYjvJjaps2VWGlII2lSGXqOcH0/hvu5bcYhC0M3NplSq02ppUQuQ0FDzmmsLBtQZVw7oEyyuC
3/AxgDCX1Aek2h3jtixrkjHKqu6/F2959bcP/bk0fP7Ly2+Y84996l1eZH05wG6vXCtdyACtcNLXWdgMXMs7lnM/UOwJklQh7wgMTqlYaH6n2AuqpxZPLQ
Fq66J1tK6UTq7cb3HRrY6tXAkTFj1PVt9VpBhR+ZPpNULnb/9Y77/5P/BxcQ/+TTWf8vpfX/EL4PIv+d9f/SWv8P4/tQa/531v9Laf1/D74PZ/nvrP+XmP
9H8P2e1vzvrP+X0vp/FN9HkP/O+n9prf+b/89jNMt/Z/2/FNb/fwG3KOYmACQAAA==
`;

export const berkeleyOfBerkeley = (): Buffer => gunzipSync(Buffer.from(packed, "base64"));

export interface Layout {
  readonly bigEndian?: boolean;
  readonly pageSize?: number;
  /** Each page has a checksum, which nothing here reads and which is left 0. */
  readonly checksums?: boolean;
  /** The type of pages with items: 13, or 2 as older versions wrote. */
  readonly type?: number;
}

/** A hash table with a header for each number, and 0 with the highest of them: pages of items, then what does not fit there. */
export function berkeley(headers: Readonly<Record<number, Buffer>>, layout: Layout = {}): Buffer {
  const { bigEndian = false, pageSize = 512, checksums = false, type = 13 } = layout;
  const head = checksums ? 32 : 26;
  const u16 = (page: Buffer, at: number, value: number): unknown =>
    bigEndian ? page.writeUInt16BE(value, at) : page.writeUInt16LE(value, at);
  const u32 = (page: Buffer, at: number, value: number): unknown =>
    bigEndian ? page.writeUInt32BE(value, at) : page.writeUInt32LE(value, at);
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    u32(bytes, 0, value);
    return bytes;
  };
  const pages: Buffer[] = [];
  const page = (kind: number): Buffer => {
    const bytes = Buffer.alloc(pageSize);
    u32(bytes, 8, pages.length);
    bytes.writeUInt8(kind, 25);
    pages.push(bytes);
    return bytes;
  };
  const metadata = page(8);
  const keys = Object.keys(headers).map(Number);
  const pairs: (readonly [number, Buffer])[] = [
    [0, number(Math.max(0, ...keys))],
    ...keys.map((key) => [key, headers[key] ?? Buffer.alloc(0)] as const),
  ];
  // Four pairs of at most 100 bytes each fit on a page of 512.
  const tables = Array.from({ length: Math.ceil(pairs.length / 3) }, () => page(type));
  for (const [index, table] of tables.entries()) {
    let end = pageSize;
    const own = pairs.slice(index * 3, index * 3 + 3).flatMap(([key, value]) => {
      const kept = value.length <= 100;
      const chain = Buffer.concat([Buffer.from([3, 0, 0, 0]), number(kept ? 0 : pages.length), number(value.length)]);
      const chainedBytes = kept ? 0 : value.length;
      for (let at = 0; at < chainedBytes; at += pageSize - head) {
        const piece = value.subarray(at, at + pageSize - head);
        const overflow = page(7);
        if (at + piece.length < value.length) u32(overflow, 16, pages.length);
        u16(overflow, 20, 1);
        u16(overflow, 22, piece.length);
        piece.copy(overflow, head);
      }
      return [Buffer.concat([Buffer.from([1]), number(key)]), kept ? Buffer.concat([Buffer.from([1]), value]) : chain];
    });
    u16(table, 20, own.length);
    for (const [place, item] of own.entries()) {
      end -= item.length;
      item.copy(table, end);
      u16(table, head + place * 2, end);
    }
  }
  for (const [at, value] of [
    [12, 0x061561],
    [16, 9],
    [20, pageSize],
    [32, pages.length - 1],
  ] as const)
    u32(metadata, at, value);
  metadata.writeUInt8(checksums ? 1 : 0, 26);
  return Buffer.concat(pages);
}
