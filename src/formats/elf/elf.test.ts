import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readFrom, readThrough } from "../byte-ranges/index.ts";
import { elf, goBuildInfo, type WrittenElf } from "./elf-writer.fixture.ts";
import { DamagedElf, type ElfFile, embeddedPackages, type EmbeddedPackage, readElf } from "./index.ts";

const read = (bytes: Buffer): ElfFile => readFrom(bytes, readElf(bytes.length));
const packagesOf = (bytes: Buffer): readonly EmbeddedPackage[] => readFrom(bytes, embeddedPackages(read(bytes)));

describe("an ELF file tells the loader", () => {
  const program: WrittenElf = {
    interpreter: "/lib64/ld-linux-x86-64.so.2",
    needed: ["libssl.so.3", "libc.so.6"],
    runpath: "$ORIGIN/../lib:/opt/lib",
  };
  const forms: readonly (readonly [string, WrittenElf, Partial<ElfFile>])[] = [
    ["64 bits, little-endian", {}, { machine: "x86_64", bits: 64 }],
    ["64 bits, big-endian", { big: true, machine: 22 }, { machine: "s390x", bits: 64 }],
    ["32 bits, little-endian", { bits: 32, machine: 40 }, { machine: "arm", bits: 32 }],
    ["32 bits, big-endian", { bits: 32, big: true, machine: 20 }, { machine: "ppc", bits: 32 }],
    ["a machine that nobody knows", { machine: 999 }, { machine: "machine 999" }],
  ];
  test.each(forms)("%s", (_, form, expected) => {
    expect(read(elf({ ...program, ...form }))).toMatchObject({
      ...expected,
      kind: "shared",
      interpreter: "/lib64/ld-linux-x86-64.so.2",
      soname: null,
      needed: ["libssl.so.3", "libc.so.6"],
      rpath: [],
      runpath: ["$ORIGIN/../lib", "/opt/lib"],
    });
  });

  test("a library has a name and no interpreter; a static program needs nothing", () => {
    expect(read(elf({ soname: "liba.so.1", rpath: "/a" }))).toMatchObject({
      soname: "liba.so.1",
      interpreter: null,
      needed: [],
      rpath: ["/a"],
    });
    expect(read(elf({ type: 2 }))).toMatchObject({ kind: "executable", soname: null, needed: [], interpreter: null });
  });

  test("only tables are read: a file of 1 GiB is read by less than 8 KiB", async () => {
    const bytes = elf(program);
    let asked = 0;
    const found = await readThrough(
      (offset, length) => {
        asked += Math.min(length, 4096);
        return Promise.resolve(bytes.subarray(offset, offset + length));
      },
      readElf(1024 ** 3),
    );
    expect(found.needed).toEqual(program.needed);
    expect(asked).toBeLessThan(8192);
  });
});

describe("a damaged ELF file is told, and nothing else happens", () => {
  const good = elf({ interpreter: "/ld", needed: ["liba.so"] });
  const changed = (at: number, ...bytes: number[]): Buffer => {
    const copy = Buffer.from(good);
    Buffer.from(bytes).copy(copy, at);
    return copy;
  };
  test.each<[string, Buffer]>([
    ["no header", Buffer.from("\x7fELF")],
    ["an unknown class", changed(4, 9)],
    ["an unknown byte order", changed(5, 9)],
    ["60,000 segments", changed(56, 0x60, 0xea)],
    ["a segment table at 2^60", changed(32, 0, 0, 0, 0, 0, 0, 0, 0x10)],
    ["cut within its tables", good.subarray(0, 100)],
    [
      "an interpreter without an end",
      Buffer.from(good.toString("latin1").replace("/ld\0", "/ldx"), "latin1").subarray(0, 64 + 3 * 56 + 4),
    ],
  ])("%s", (_, bytes) => {
    expect(() => read(bytes)).toThrow(DamagedElf);
  });

  test("each of its bytes may be wrong: it is read, or called damaged", () => {
    for (let at = 4; at < good.length; at += 1) {
      for (const value of [0, 0x7f, 0xff]) {
        try {
          packagesOf(changed(at, value));
        } catch (error) {
          expect(error).toBeInstanceOf(DamagedElf);
        }
      }
    }
  });
});

describe("what a program was built from", () => {
  test("Go's build information: the standard library, the module, what it depends on, replacements applied", () => {
    const info = goBuildInfo("go1.22.3", [
      "path\texample.com/app",
      "mod\texample.com/app\t(devel)\t",
      "dep\tgolang.org/x/net\tv0.25.0\th1:x",
      "dep\texample.com/old\tv1.0.0",
      "=>\texample.com/fork\tv1.0.1\th1:y",
      "build\t-compiler=gc",
    ]);
    expect(packagesOf(elf({ type: 2, sections: { ".go.buildinfo": info } }))).toEqual([
      { kind: "go", name: "stdlib", version: "1.22.3" },
      { kind: "go", name: "example.com/app", version: "" },
      { kind: "go", name: "golang.org/x/net", version: "v0.25.0" },
      { kind: "go", name: "example.com/fork", version: "v1.0.1" },
    ]);
  });

  test("Cargo's audit data, without what only the build needed", () => {
    const data = deflateSync(
      JSON.stringify({
        packages: [
          { name: "app", version: "0.1.0", root: true },
          { name: "serde", version: "1.0.200" },
          { name: "cc", version: "1.0.90", kind: "build" },
        ],
      }),
    );
    expect(packagesOf(elf({ sections: { ".text": Buffer.from("x"), ".dep-v0": data } }))).toEqual([
      { kind: "cargo", name: "app", version: "0.1.0" },
      { kind: "cargo", name: "serde", version: "1.0.200" },
    ]);
  });

  test("a program without such sections lists nothing", () => {
    expect(packagesOf(elf({ sections: { ".text": Buffer.from("x") } }))).toEqual([]);
  });

  test.each<[string, Buffer]>([
    ["a bomb in the audit data", deflateSync(Buffer.alloc(64 * 1024 * 1024))],
    ["audit data that is no zlib", Buffer.from("nothing")],
    ["audit data that is no JSON", deflateSync(Buffer.from("{"))],
  ])("%s is refused", (_, data) => {
    expect(() => packagesOf(elf({ sections: { ".dep-v0": data } }))).toThrow(DamagedElf);
  });
});
