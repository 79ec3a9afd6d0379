import { expect, test } from "vitest";
import { sharedLibraries } from "./toolbox.ts";

test("reads libraries and the loader out of an ldd listing, not the kernel's own", () => {
  const listing =
    "\tlinux-vdso.so.1 (0x00007ffd)\n\tlibdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f1)\n\t/lib64/ld-linux-x86-64.so.2 (0x00007f2)\n";
  expect(sharedLibraries(listing)).toEqual(["/lib/x86_64-linux-gnu/libdl.so.2", "/lib64/ld-linux-x86-64.so.2"]);
});

test("a missing library means that the program cannot be taken", () => {
  expect(sharedLibraries("\tlibatomic.so.1 => not found\n")).toBeNull();
});
