import { inflateSync } from "node:zlib";
import type { Ranged } from "../byte-ranges/index.ts";
import { DamagedElf } from "./fields.ts";
import type { ElfFile } from "./read.ts";
import { findSections, type Section } from "./sections.ts";

/** A module or crate that a program was built from. */
export interface EmbeddedPackage {
  readonly kind: "go" | "cargo";
  readonly name: string;
  readonly version: string;
}

const largest = 8 * 1024 * 1024;

/** The packages that a program's own sections list: Go's build information, and the audit data of `cargo auditable`. */
export function* embeddedPackages(elf: ElfFile): Ranged<readonly EmbeddedPackage[]> {
  const sections = yield* findSections(elf.sections, [".go.buildinfo", ".dep-v0"]);
  const go = sections.get(".go.buildinfo");
  const cargo = sections.get(".dep-v0");
  return [
    ...(go === undefined ? [] : goPackages(yield* bytesOf(go))),
    ...(cargo === undefined ? [] : cargoPackages(yield* bytesOf(cargo))),
  ];
}

function* bytesOf(section: Section): Ranged<Uint8Array> {
  return yield { offset: section.offset, length: Math.min(section.size, largest) };
}

/**
 * Go 1.18 and newer write version and modules as two strings after a header of 32 bytes (debug/buildinfo); older ones
 * write pointers, which are not followed.
 */
export function goPackages(bytes: Uint8Array): readonly EmbeddedPackage[] {
  const magic = Buffer.from("\xff Go buildinf:", "latin1");
  if (!Buffer.from(bytes.subarray(0, magic.length)).equals(magic) || ((bytes[15] ?? 0) & 2) === 0) return [];
  const version = goString(bytes, 32);
  const modules = goString(bytes, version.end);
  // The module list stands between two marks of 16 bytes.
  const lines = modules.text.slice(16, -16).split("\n");
  const found: EmbeddedPackage[] = [{ kind: "go", name: "stdlib", version: version.text.replace(/^go/, "") }];
  for (const line of lines) {
    const [what, name = "", number = ""] = line.split("\t");
    if (what === "=>") found.pop();
    if ((what === "dep" || what === "mod" || what === "=>") && name !== "")
      found.push({ kind: "go", name, version: number === "(devel)" ? "" : number });
  }
  return found;
}

/** A length as unsigned varint, then so many bytes. */
function goString(bytes: Uint8Array, from: number): { readonly text: string; readonly end: number } {
  let length = 0;
  let at = from;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = bytes[at] ?? 0;
    at += 1;
    length += (byte & 0x7f) * 2 ** shift;
    if ((byte & 0x80) === 0) break;
  }
  if (at + length > bytes.length) throw new DamagedElf("its Go build information ends too early");
  // The marks are no text: one byte must stay one character.
  return { text: Buffer.from(bytes.subarray(at, at + length)).toString("latin1"), end: at + length };
}

/** JSON packed by zlib: `{"packages": [{"name", "version", "kind"?}]}`; build dependencies are not in the program. */
export function cargoPackages(bytes: Uint8Array): readonly EmbeddedPackage[] {
  let value: unknown;
  try {
    value = JSON.parse(inflateSync(bytes, { maxOutputLength: largest }).toString("utf8"));
  } catch (error) {
    throw new DamagedElf(`its Cargo audit data is damaged: ${error instanceof Error ? error.message : String(error)}`);
  }
  const packages: unknown = typeof value === "object" && value !== null && "packages" in value ? value.packages : [];
  if (!Array.isArray(packages)) return [];
  return packages.flatMap((one: unknown): EmbeddedPackage[] => {
    if (typeof one !== "object" || one === null || !("name" in one) || !("version" in one)) return [];
    if ("kind" in one && one.kind === "build") return [];
    if (typeof one.name !== "string" || typeof one.version !== "string") return [];
    return [{ kind: "cargo", name: one.name, version: one.version }];
  });
}
