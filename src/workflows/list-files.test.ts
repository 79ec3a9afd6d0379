import { describe, expect, test } from "vitest";
import { readListing } from "./list-files.ts";

const listing = [
  "d\t600000\t1\t/usr/bin/big",
  "d\t70\t7\t/usr/bin",
  "d\t30\t3\t/usr/lib/python3.11/site-packages/web_app-2.0.1.dist-info",
  "p\t600050\tbig",
  "v\tbig\t1.0-2",
  "v\tempty\t3",
  "end",
  "",
];

describe("readListing", () => {
  test("tells folders, large files and packages apart", () => {
    const contents = readListing(listing.join("\n"));
    expect(contents?.read).toBe("files");
    expect(contents?.layers.map(({ bytes, files }) => ({ bytes, files }))).toEqual([{ bytes: 600_100, files: 11 }]);
    expect(contents?.packages).toEqual([
      { kind: "dpkg", name: "big", version: "1.0-2", layer: null, bytes: 600_050 },
      { kind: "dpkg", name: "empty", version: "3", layer: null, bytes: null },
      { kind: "python", name: "web_app", version: "2.0.1", layer: null, bytes: null },
    ]);
  });

  test.each([
    ["cut off", listing.slice(0, -2).join("\n")],
    ["with a part left out", listing.toSpliced(2, 1, "[99 bytes left out]").join("\n")],
    ["with a size that is none", listing.toSpliced(1, 1, "d\t1e+09x\t7\t/usr/bin").join("\n")],
    ["empty", ""],
  ])("answers nothing for a listing %s", (_, text) => {
    expect(readListing(text)).toBeNull();
  });
});
