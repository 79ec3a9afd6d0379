import { mkdir, writeFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";

import { seaworthy } from "../run.ts";
import { smallService, temporary } from "./app.ts";
import { filesBelow, processesWith } from "./traces.ts";

let folder = "";
let remove = async (): Promise<void> => {};

beforeEach(async () => {
  ({ path: folder, remove } = await temporary("orphans"));
  for (const name of ["tmp", "small", "other"]) await mkdir(`${folder}/${name}`);
  await smallService(`${folder}/small`);
  await smallService(`${folder}/other`);
});
afterEach(() => remove());

it("a silent build that a killed run left going on is ended by the next run, whatever that does", async () => {
  const env = { TMPDIR: `${folder}/tmp` };
  const word = `silent-${process.pid}-${Date.now()}`;
  await writeFile(`${folder}/small/Dockerfile`, `FROM debian:bookworm-slim\nRUN true ${word}; sleep 300; true\n`);
  const underWay = (): boolean => processesWith(`/bin/sh -c true ${word}`).length > 0;
  let seen = false;
  const watching = setInterval(() => (seen ||= underWay()), 100);
  const killed = await seaworthy(["build", "--yes", `${folder}/small`], {
    env,
    signalWhen: { when: (printed) => printed.includes("… build small"), signal: "SIGKILL", afterMs: 3000 },
  }).finally(() => clearInterval(watching));
  expect(killed.signal).toBe("SIGKILL");
  expect(seen).toBe(true);
  // The run was ended and its build was not: were it so by itself, this would show nothing.
  expect(processesWith(`${folder}/small`)).not.toEqual([]);
  const next = await seaworthy(["down", `${folder}/other`], { env });
  expect(next.exitCode, next.stderr).toBe(0);
  expect(processesWith(`${folder}/small`)).toEqual([]);
  await expect.poll(underWay, { timeout: 10_000 }).toBe(false);
  expect(filesBelow(`${folder}/tmp`)).toEqual([]);
});
