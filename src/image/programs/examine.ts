import type { PackageKind } from "../../core/inspection.ts";
import type { Ranged } from "../../formats/byte-ranges/index.ts";
import { type ElfFile, embeddedPackages, isElf, readElf } from "../../formats/elf/index.ts";
import { jarPackages } from "../packages/jar.ts";
import type { NameVersion } from "../packages/readers.ts";

/** What the first bytes and the name of a file make of it. */
export type ProgramKind = "elf" | "script" | "jar";

/** What a program, library or Java archive says of itself. */
export interface Examined {
  readonly elf: ElfFile | null;
  readonly packages: readonly (NameVersion & { readonly kind: PackageKind })[];
}

export function kindOf(path: string, head: Uint8Array): ProgramKind | null {
  if (isElf(head)) return "elf";
  if (head[0] === 0x23 && head[1] === 0x21) return "script";
  if (head[0] === 0x50 && head[1] === 0x4b && /\.(?:jar|war|ear)$/i.test(path)) return "jar";
  return null;
}

/** @throws DamagedElf, DamagedZip */
export function* examine(kind: "elf" | "jar", path: string, size: number): Ranged<Examined> {
  if (kind === "jar") return { elf: null, packages: yield* jarPackages(path, size) };
  const elf = yield* readElf(size);
  // Only programs carry lists of what they were built from; looking for one costs two more reads.
  const program =
    elf.kind !== "relocatable" && elf.soname === null && (elf.interpreter !== null || elf.needed.length === 0);
  return { elf, packages: program ? yield* embeddedPackages(elf) : [] };
}

const latin1 = new TextDecoder("latin1");

/** The words of a script's first line after `#!`: the interpreter, then at most one argument, as the kernel splits it. */
export function shebang(head: Uint8Array): readonly [string, string] | null {
  const end = head.indexOf(0x0a);
  const text = latin1.decode(head.subarray(2, end === -1 ? 256 : Math.min(end, 256)));
  // Only blanks are cut off: a carriage return belongs to the name that the kernel looks for.
  const words = text.split(/[ \t]/).filter((word) => word !== "");
  const [interpreter = "", ...argument] = words;
  return interpreter.startsWith("/") ? [interpreter, argument.join(" ")] : null;
}
