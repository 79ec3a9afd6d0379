import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hostFiles } from "../host/files.ts";
import { writeRecord as recordTexts } from "../records/index.ts";
import { backendRecord } from "../records/testing/backend-record.ts";
import { entriesText } from "../reports/terminal/records.ts";
import type { Context } from "./context.ts";
import { findRecord, listRecords } from "./records.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "records-test-"));
  await mkdir(join(folder, ".seaworthy/records"), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

function context(): Context {
  const files = hostFiles({ token: "me", isAlive: () => true });
  // Nothing else of the context is used here.
  return { files, absolute: (path: string) => join(folder, path) } as unknown as Context;
}

async function leave(number: string, json: (text: string) => string): Promise<void> {
  const texts = recordTexts({ ...backendRecord(), front: { ...backendRecord().front, id: Number(number) } });
  await writeFile(join(folder, `.seaworthy/records/${number}-one.md`), texts.markdown);
  await writeFile(join(folder, `.seaworthy/records/${number}-one.json`), json(texts.json));
}

test("a record whose evidence is broken is listed with the reason, and keeps no other from being listed or found", async () => {
  await leave("0001", (text) => text);
  await leave("0002", (text) => text.slice(0, 100));
  const entries = await listRecords(context(), { path: "." });
  expect(entries.map((one) => [one.id, one.verdicts === null, one.problem])).toEqual([
    [1, false, null],
    [2, true, expect.stringMatching(/not JSON/)],
  ]);
  expect((await findRecord(context(), { path: ".", which: "1" })).record).not.toBeNull();
  await expect(findRecord(context(), { path: ".", which: "2" })).rejects.toMatchObject({ code: "record-unreadable" });
  const told = entriesText(entries, { color: false, width: 120, version: "0" });
  expect(told).toMatch(/unreadable[\s\S]*0002-one\.md: .*not JSON/);
});

test("a folder in a record's place means its newest record", async () => {
  await leave("0001", (text) => text);
  await leave("0002", (text) => text);
  const above = { ...context(), absolute: (path: string) => (path === "." ? join(folder, "..") : path) };
  const found = await findRecord(above, { path: ".", which: folder });
  expect(found.file).toBe(join(folder, ".seaworthy/records/0002-one.md"));
  const [none, missing] = [join(folder, ".seaworthy"), join(folder, "no-such")];
  for (const which of [none, missing])
    await expect(findRecord(above, { path: ".", which })).rejects.toMatchObject({
      code: "no-record",
      message: expect.stringContaining(which) as string,
    });
});
