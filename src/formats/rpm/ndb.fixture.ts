import { gunzipSync } from "node:zlib";

/**
 * `Packages.db` as rpm's own writer of it (rpmpkg.c, driven alone) left it: a package at the first place, `other-lib`
 * 0.9-3 and `tiny` 1:1.2-3 behind it, then the first deleted. Its slot is free and its place has zeros.
 */
const packed = `
H4sIAAAAAAACA+2YS4wURRjHa5YBlldEXXE1kpCICZDMUN1V/SgCMQgqEJBRMMEElOp67I7M7kxmhg0QDh44eOBAIgdCPHgwHowHDx48cPCiiRdDOBu5+A
AVlYMGCYg13f9hd8uokYPh0JWtqfz6q/q6tnq6pn/9UmeqQVxZ5GrF1SqZX/a12n2fR0jRuQle4NpLc/jfxpdccskll1xyySWXXHLJJZdccsn/Lz/TyvYN
fH5QW4vyQ5sdvevap11d7ET/tmtXuqpdHcUwZ/sLruC1wQj4Kng5+HvwSvCPrl3i6kPga+Ax8E94/TAO/hnjnwBfR3wN+DfE14JvIN868G3EOfgP8KaCq1
Xk2w4exAavMnaAl4B3gZei/27wMqxHA7wc/CJ4BfrvBz+A+AHwSvAh8Bjml4EfwfiT4EfR/w3wOOKni3lWH0P8HPhx8Hfgdch/G+OfL8ZXquAd4FHwzmJ8
BdezegBxXM/qK4jj+lUPIo7rVT2EOK5X9VXwBnBWzKdCwRqcgA14M9iCt4Jb4G3gPs4/XN+j4IPgGZz/cMEPv4V4C/wZ8nXAX6P/DPgb9P8YfBXxCwVX8P
psBOtTWVjcPyNjxT1QWVHkH8H3tfIgeA++n79g/BnMd2HRjpwFr0L8HHgC/DZ4EvwOyRel3Z803VqrmRFaF4SRXn4DH6ncbM1MFTfxnp37ycvTvY5RTds0
mrSa00ePkem27KrJ4f6w9VoxZsjdtts/8o+7+Wsuf43Ve11V73YGqe+4Mnv2fHJLh9X1cAfXbWtPdbqm1zP6uWbLvCCnTG89QWxwZHtzwvT6s8ca8nirLf
POvR1yxjS6xjaPrSesTuu8FhBej+s0b4vPIK1T7FN5HZTRfJ6A2fltbHf6G0ltb7imNkFUp9kmEyeaHSKwEDVtsqacrhWLc7foZteofrt7HLmP9m0tJTyI
EsOpCrSJRCACybOEGU0p1TriygpNmY6sCGmo0oyJVGSGCpNGTPM4tmmRS4XUpjJNuaUys0koRGAZN6kWqVLCSpsmwiY0TIQ00lKdMG2lUkwz4bJHigw37z
t3bl3EBkzIwvcPnLiw6+bm3+3IR9dW008nlUik5DzgidCcp4HLlkgro1BFoWRKKBnoVCUqIVZkkUp5FAruOmdUpaHmbuahMYZlMVdxzEQSZplkxkopeBwy
a4SOMxpLI0zxvTuPpbs12I/mMEm+bWwZ/Pa436JnSVnKUpaylKUs90EZ+NECiECn8KMteAYb+tH1/+hHiz0/Wgb+Ac/zvi+Neb60qvSlf/SlY54vnfR86Z
TnS2c8X7rs+dKv830pf36Z60vE86Wq50ujni8t93xpzPOlcc+XVnu+9KTnSxs8X9ro+RL3fCn2fGm350sNz5f2e7502PMl7fnS654vfeD50oeeL1U9Xxr1
fGnc86Wtni+d8nzpTc+XTnu+dMbzpbOFL/Wb08dJUA/JUBEqA2Nyz6lH7sGXjvzVlwb5ay7/PFXKXSk/833kScGmfJo55HO7N0X6G0eiiQm04lRLGTImMq
GT1BlMGMvIaQYzkqdM69BSFw2cW2TS/clUMRYZKgM4UiDiMOFauVxSK5kwEXB3zNlW6sQrTUKnNlHqEjCTOXnisbA2c0Oc42gqNZvrSJ/MOtJ7n7PG2ot7
X/vy7KUvVj+lWjcjJzJuKk7W3EniTEVUCudGIkld/jDR2nDl/pGE8NCpGo2tkyCb0oDRyLBQi4TKkKYqNFmaicRmOo6CJE5iRZmyPAgil9aYTKTzHenGXE
e68tXl8x340Z9dt9/usCMAAA==
`;

export const ndbOfRpm = (): Buffer => gunzipSync(Buffer.from(packed, "base64"));

/** A database with a header for each number, and `free` slots without one before them. Checksums are left 0: nothing here reads them. */
export function ndb(headers: Readonly<Record<number, Buffer>>, free: number = 0): Buffer {
  const list = Object.entries(headers);
  const pages = Math.ceil((2 + free + list.length) / 256);
  const slots = Buffer.alloc(pages * 4096);
  for (let at = 32; at < slots.length; at += 16) slots.write("Slot", at, "latin1");
  slots.write("RpmP", 0, "latin1");
  slots.writeUInt32LE(pages, 12);
  const blobs: Buffer[] = [];
  let block = pages * 256;
  for (const [index, [id, header]] of list.entries()) {
    const blocks = Math.ceil((16 + header.length + 12) / 16);
    const blob = Buffer.alloc(blocks * 16);
    blob.write("BlbS", 0, "latin1");
    blob.writeUInt32LE(Number(id), 4);
    blob.writeUInt32LE(header.length, 12);
    header.copy(blob, 16);
    blob.writeUInt32LE(header.length, blob.length - 8);
    blob.write("BlbE", blob.length - 4, "latin1");
    for (const [field, number] of [Number(id), block, blocks].entries())
      slots.writeUInt32LE(number, 32 + (free + index) * 16 + 4 + field * 4);
    blobs.push(blob);
    block += blocks;
  }
  return Buffer.concat([slots, ...blobs]);
}
