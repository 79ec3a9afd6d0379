import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fleet } from "../core/fleet.ts";
import type { Run } from "../core/ports/workflows.ts";
import type { SeaworthyRecord } from "../core/record.ts";
import { hostFiles } from "../host/files.ts";
import { backendRecord } from "../records/testing/backend-record.ts";
import type { Context } from "./context.ts";
import { fleet } from "./fleet.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fleet-test-"));
});
afterEach(() => rm(folder, { recursive: true }));

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
};

function record(id: number, service: string, bytes: number | null): SeaworthyRecord {
  const one = backendRecord();
  const image = bytes === null ? null : { tag: `${service}:latest`, digest: `sha256:${"ab".repeat(32)}`, bytes };
  return { ...one, image, front: { ...one.front, id }, facts: { ...one.facts, name: service } };
}

async function records(place: string, ...all: readonly SeaworthyRecord[]): Promise<void> {
  for (const one of all) {
    const stem = `${place}/.seaworthy/records/${String(one.front.id).padStart(4, "0")}-x`;
    await write(`${stem}.json`, JSON.stringify(one));
    await write(`${stem}.md`, "---\n---\n");
  }
}

const run: Run = {
  signal: new AbortController().signal,
  observer: { on: () => {}, ask: () => Promise.resolve(false) },
};
const read = (path = "."): Promise<Fleet> => {
  const files = hostFiles({ token: "me", isAlive: () => true });
  // Nothing else of the context is used here.
  return fleet({ files, absolute: (one: string) => join(folder, one) } as unknown as Context, { path }, run);
};

describe("a fleet", () => {
  test("has the services of each folder apart, each with its records by number", async () => {
    await records(".", record(2, "api", 200), record(10, "api", 100), record(3, "web", 50));
    await records("shop/api", record(1, "api", null));
    const found = await read();
    expect(found.records).toBe(4);
    expect(
      found.services.map((one) => [one.folder, one.service, one.points.map(({ id, bytes }) => [id, bytes])]),
    ).toEqual([
      [
        ".",
        "api",
        [
          [2, 200],
          [10, 100],
        ],
      ],
      [".", "web", [[3, 50]]],
      ["shop/api", "api", [[1, null]]],
    ]);
  });

  test("has of each service the claims of its newest record, with their control's fate", async () => {
    await records("a", record(1, "api", 1));
    const [service] = (await read()).services;
    expect(service?.points[0]).toMatchObject({ verdicts: { PASS: 2, FAIL: 1, SKIPPED: 1 }, brokenControls: 0 });
    expect(service?.claims.map((one) => `${one.claim} ${one.verdict}`)).toEqual([
      "builds PASS",
      "non-root PASS",
      "stops FAIL",
      "smaller SKIPPED",
    ]);
    expect(service?.record).toBe("a/.seaworthy/records/0001-x.md");
  });

  test("knows the reports that lie beside the records", async () => {
    await records("a", record(1, "api", 1), record(2, "api", 1));
    await write("a/.seaworthy/records/0001-x.html", "");
    expect((await read()).services[0]?.reports).toEqual([
      { id: 1, date: "2026-01-05", path: "a/.seaworthy/records/0001-x.html" },
    ]);
  });

  test("names what it cannot read, and goes on", async () => {
    await records("a", record(1, "api", 1));
    await write("a/.seaworthy/records/0002-cut.json", '{"schema": 1, "fr');
    await write("a/.seaworthy/records/0003-foreign.json", '{"hello": 1}');
    await write("a/.seaworthy/records/0004-new.json", '{"schema": 99}');
    await write("a/.seaworthy/records/0005-other.json", JSON.stringify({ ...record(5, "api", 1), proofs: 7 }));
    await write("a/.seaworthy/records/0006-alone.md", "---\n---\n");
    await write("a/.seaworthy/records/notes.txt", "");
    const found = await read();
    expect(found.records).toBe(1);
    expect(found.unread.map((one) => `${one.file.replace(/^.*\//, "")}: ${one.why}`)).toEqual([
      "0002-cut.json: it is not JSON, or not whole",
      "0003-foreign.json: it has no schema version",
      expect.stringMatching(/^0004-new.json: .*version 99/),
      expect.stringMatching(/^0005-other.json: proofs: /),
      "0006-alone.md: no evidence (.json) lies beside it",
    ]);
  });

  test("does not enter hidden folders, heavy ones and links", async () => {
    await records("a", record(1, "api", 1));
    await records(".hidden/b", record(1, "b", 1));
    await records("node_modules/c", record(1, "c", 1));
    await symlink("a", join(folder, "link"));
    expect((await read()).services.map((one) => one.folder)).toEqual(["a"]);
  });

  test("without a record is an error, and so is a folder that is not there", async () => {
    await expect(read()).rejects.toMatchObject({ code: "no-record" });
    await expect(read("nowhere")).rejects.toMatchObject({ code: "no-such-folder" });
  });
});
