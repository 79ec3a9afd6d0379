import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openFile } from "./open-file.ts";

let folder = "";
const path = process.env["PATH"];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "open-"));
  process.env["PATH"] = folder;
});
afterEach(async () => {
  process.env["PATH"] = path;
  await rm(folder, { recursive: true });
});

async function program(body: string): Promise<void> {
  await writeFile(join(folder, "xdg-open"), `#!/bin/sh\n${body}\n`);
  await chmod(join(folder, "xdg-open"), 0o755);
}

test("hands the path over as one argument, whatever it is called", async () => {
  await program(`echo "$#:$1" > ${folder}/said`);
  expect(await openFile("/tmp/a b;$(c)'.html", "linux")).toBe(true);
  expect(await readFile(join(folder, "said"), "utf8")).toBe("1:/tmp/a b;$(c)'.html\n");
});

test("says that nothing was opened where the program refuses, or is not there", async () => {
  expect(await openFile("/tmp/a.html", "linux")).toBe(false);
  await program("exit 3");
  expect(await openFile("/tmp/a.html", "linux")).toBe(false);
});
