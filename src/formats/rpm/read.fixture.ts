import type { Ranged } from "../byte-ranges/index.ts";
import { type RpmDatabaseForm, rpmPackages } from "./database.ts";
import type { RpmPackage } from "./header.ts";

/** Packages of a database in memory, and how many bytes were read for them, each as often as it was. */
export function packagesOf(
  form: RpmDatabaseForm,
  bytes: Buffer,
): { readonly packages: readonly RpmPackage[]; readonly read: number } {
  let read = 0;
  const reader: Ranged<readonly RpmPackage[]> = rpmPackages(form, bytes.length);
  let step = reader.next();
  while (step.done !== true) {
    const { offset, length } = step.value;
    const piece = bytes.subarray(offset, offset + length);
    read += piece.length;
    // What is handed over is only lent: a copy that is spoilt afterwards shows who keeps it.
    const lent = Buffer.from(piece);
    step = reader.next(lent);
    lent.fill(0xff);
  }
  return { packages: step.value, read };
}

/** `NAME VERSION-RELEASE` of each, sorted. */
export const namesOf = (form: RpmDatabaseForm, bytes: Buffer): readonly string[] =>
  packagesOf(form, bytes)
    .packages.map((one) => `${one.name} ${one.version}-${one.release}`)
    .toSorted();

/** A copy with some bytes changed. */
export function patched(bytes: Buffer, at: number, ...changed: readonly number[]): Buffer {
  const copy = Buffer.from(bytes);
  copy.set(changed, at);
  return copy;
}
