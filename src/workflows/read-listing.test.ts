import { describe, expect, test } from "vitest";
import { asOne, byLayer, readListing } from "./read-listing.ts";

const info = "/usr/lib/python3.11/site-packages/web_app-2.0.1.dist-info";
const listing = [
  "d\t0\t600000\t1\t/usr/bin/big",
  "d\t0\t70\t7\t/usr/bin",
  `d\t4\t2\t1\t${info}`,
  `d\t2\t28\t2\t${info}`,
  "d\t-\t5\t1\t/etc",
  "l\t0\t600570\t10",
  "l\t1\t0\t2",
  "l\t2\t28\t2",
  "l\t4\t2\t1",
  "p\t0\t600050\tbig",
  "p\t-\t0\tother",
  "v\tbig\t1.0-2",
  "v\tempty\t3",
  "end",
  "",
];
const read = (lines: readonly string[]): NonNullable<ReturnType<typeof readListing>> => {
  const found = readListing(lines.join("\n"));
  if (found === null) throw new Error("no listing");
  return found;
};
const entry = (createdBy: string, size: number): { createdBy: string; size: number } => ({ createdBy, size });
const history = [entry("", 600_570), entry("USER app", 0), entry("RUN pip", 28), entry("CMD x", 0), entry("COPY .", 2)];

describe("a listing", () => {
  test("without layers is one of folders, large files and packages", () => {
    const contents = asOne(read(listing));
    expect(contents.read).toBe("files");
    expect(contents.layers.map(({ bytes, files }) => ({ bytes, files }))).toEqual([{ bytes: 600_105, files: 12 }]);
    expect(contents.packages).toEqual([
      { kind: "dpkg", name: "big", version: "1.0-2", layer: null, bytes: 600_050 },
      { kind: "dpkg", name: "empty", version: "3", layer: null, bytes: null },
      { kind: "dpkg", name: "other", version: null, layer: null, bytes: 0 },
      { kind: "python", name: "web_app", version: "2.0.1", layer: null, bytes: null },
    ]);
  });

  const archived = [entry("", 999), entry("RUN mkdir /a", 3072), entry("RUN pip", 99), entry("RUN ln", 512)];
  test.each([
    ["docker", history],
    ["podman", [...archived, entry("USER app", 0), entry("COPY .", 1536)]],
  ])("by layer says what each brought, what of it is hidden, and which brought a package: %s", (_, rows) => {
    const contents = byLayer(read(listing), 5, rows);
    expect(contents?.read).toBe("layers");
    const told = contents?.layers.map(({ instruction, bytes, files, goneBytes }) => [
      instruction,
      bytes,
      files,
      goneBytes,
    ]);
    expect(told).toEqual([
      ["", 600_570, 10, 500],
      ["RUN pip", 28, 2, 0],
      ["COPY .", 2, 1, 0],
    ]);
    for (const layer of contents?.layers ?? [])
      expect(layer.parts.reduce((sum, part) => sum + part.bytes, layer.goneBytes)).toBe(layer.bytes);
    expect(contents?.packages.map(({ name, layer }) => [name, layer])).toEqual([
      ["big", 0],
      ["empty", null],
      ["other", null],
      ["web_app", 1],
    ]);
  });

  test.each([
    ["whose history has another number of layers", listing, history.slice(0, 3)],
    ["most of which is in none of the layers", listing.with(0, "d\t-\t600000\t1\t/usr/bin/big"), history],
  ])("%s is not told by layer", (_, lines, rows) => expect(byLayer(read(lines), 5, rows)).toBeNull());

  test.each([
    ["cut off", listing.slice(0, -2).join("\n")],
    ["with a part left out", listing.toSpliced(2, 1, "[99 bytes left out]").join("\n")],
    ["with a size that is none", listing.toSpliced(1, 1, "d\t0\t1e+09x\t7\t/usr/bin").join("\n")],
    ["with a layer that is none", listing.toSpliced(1, 1, "d\tx\t1\t7\t/usr/bin").join("\n")],
    ["empty", ""],
  ])("%s is none", (_, text) => expect(readListing(text)).toBeNull());
});
