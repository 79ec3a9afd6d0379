import { describe, expect, test } from "vitest";
import { memorySource, openImage } from "../formats/image-archive/index.ts";
import { dockerArchive, type Written } from "../formats/image-archive/tar-writer.fixture.ts";
import { recordedContents } from "./recorded-contents.ts";

const site = "app/lib/python3.11/site-packages";
const base: readonly Written[] = [
  { name: "var/lib/dpkg/status", content: "Package: libz\nStatus: install ok installed\nVersion: 1.2\n" },
  { name: "var/lib/dpkg/info/libz:amd64.list", content: "/.\n/lib/libz.so\n/usr/share/doc/libz\n" },
  { name: "usr/lib/libz.so", content: "z".repeat(500) },
  { name: "opt/gone", content: "g".repeat(300) },
];
const app: readonly Written[] = [
  { name: "opt/.wh.gone" },
  { name: `${site}/web-2.0.dist-info/METADATA`, content: "Name: web\nVersion: 2.0\n\n" },
  {
    name: `${site}/web-2.0.dist-info/RECORD`,
    content: 'web/__init__.py,sha256=x,40\n"web/a,b.py",,\n../../../bin/web,,\nweb/missing.py,,\n',
  },
  { name: `${site}/web/__init__.py`, content: "w".repeat(40) },
  { name: `${site}/web/__pycache__/__init__.cpython-311.pyc`, content: "c".repeat(60) },
  { name: `${site}/web/a,b.py`, content: "a".repeat(7) },
  { name: "app/bin/web", content: "b".repeat(3) },
  { name: `${site}/other.py`, content: "o".repeat(1000) },
];

async function read(): ReturnType<typeof recordedContents> {
  return recordedContents(await openImage(memorySource(dockerArchive({ layers: [base, app] }))));
}

describe("recordedContents", () => {
  test("counts what each layer brought, and what of it a later one took away", async () => {
    const { layers, read: how } = await read();
    expect(how).toBe("layers");
    expect(layers.map((one) => one.goneBytes)).toEqual([300, 0]);
    for (const layer of layers)
      expect(layer.parts.reduce((sum, part) => sum + part.bytes, layer.goneBytes)).toBe(layer.bytes);
    expect(JSON.stringify(layers)).not.toContain('gone"');
  });

  test("weighs a package by the files that it says it installed, their bytecode included, and no others", async () => {
    const { packages } = await read();
    expect(packages).toEqual([
      { kind: "dpkg", name: "libz", version: "1.2", layer: 0, bytes: 500 },
      { kind: "python", name: "web", version: "2.0", layer: 1, bytes: 40 + 60 + 7 + 3 },
    ]);
  });
});
