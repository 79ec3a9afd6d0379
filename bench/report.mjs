import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const rounds = 5;

/**
 * The report of the todo backend's record: how large it is, and when it can be used in a browser, by the browser's own
 * navigation timing. The median of five loads in fresh contexts.
 * @param {string} root
 * @returns {Promise<import("./run.mjs").Figure[]>}
 */
export async function reportFigures(root) {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) return [];
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  try {
    const file = join(folder, "report.html");
    const record = join(root, "test/built/report/backend-record.json");
    const { status, stderr } = spawnSync(
      process.execPath,
      [`${root}/bin/seaworthy.js`, "report", record, "--output", file],
      { encoding: "utf8" },
    );
    if (status !== 0) throw new Error(`the report was not written: ${stderr}`);
    const times = await loads(executablePath, pathToFileURL(file).href);
    const how = `${rounds} loads in Chromium, ${times.map((one) => one.toFixed(0)).join(", ")} ms`;
    return [
      { name: "report, size", value: statSync(file).size / 1e6, unit: " MB", limit: 1, how: "one HTML file" },
      { name: "report, interactive", value: (times[rounds >> 1] ?? 0) / 1000, unit: " s", limit: 1, how },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Milliseconds from the start of navigation to the end of loading, program run and pictures drawn, lowest first.
 * @param {string} executablePath
 * @param {string} url
 */
async function loads(executablePath, url) {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    /** @type {number[]} */
    const times = [];
    for (let round = 0; round < rounds; round += 1) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      await page.goto(url);
      times.push(await page.evaluate(`performance.getEntriesByType("navigation")[0].loadEventEnd`));
      await context.close();
    }
    return times.toSorted((a, b) => a - b);
  } finally {
    await browser.close();
  }
}
