import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root, run } from "../run.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "jobs-"));
  mkdirSync(join(folder, ".git"));
  for (let at = 0; at < 300; at += 1) {
    const below = join(folder, `service-${at % 7}`, `part-${at % 11}`);
    mkdirSync(below, { recursive: true });
    writeFileSync(
      join(below, `${at}.dockerfile`),
      `FROM python${at % 2 === 0 ? "" : ":3.13"}\nCOPY a-${at}.py /app/\n`,
    );
    if (at % 3 === 0) writeFileSync(join(folder, `a-${at}.py`), "");
  }
  writeFileSync(join(folder, "service-3", "seaworthy.toml"), '[rate]\noff = ["SW1001"]\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rated = (...args: readonly string[]) =>
  run([process.execPath, join(root, "bin/seaworthy.js"), "rate", "--json", ...args], { cwd: folder });

test("several threads rate as one does, in the same order", async () => {
  const one = await rated();
  const three = await rated("--jobs", "3");
  expect(JSON.parse(one.stdout)).toMatchObject({ totals: { files: 300 } });
  expect(three.stdout).toBe(one.stdout);
  expect([three.exitCode, one.exitCode]).toEqual([1, 1]);
});

test("threads keep to the options", async () => {
  const one = await rated("--profile", "all", "--no-config");
  const two = await rated("--profile", "all", "--no-config", "--jobs", "2");
  expect(two.stdout).toBe(one.stdout);
  expect(two.stdout).not.toBe((await rated("--jobs", "2")).stdout);
});

test.each(["0", "1.5", "many", "65"])("--jobs %s is refused", async (jobs) => {
  expect(await rated("--jobs", jobs)).toMatchObject({ exitCode: 2, stdout: "" });
});
