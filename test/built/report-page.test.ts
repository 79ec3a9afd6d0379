import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SeaworthyRecord } from "../../src/core/record.ts";
import { root, seaworthy } from "../run.ts";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** A record of the todo backend as `fix --prove` wrote it, its longest outputs cut. */
const fixture = `${root}/test/built/report/backend-record.json`;
const evil = `"><script>window.ran=1</script><img src="http://127.0.0.1:9/x" onerror="window.ran=1"></script>`;

describe.skipIf(!existsSync(executablePath))("the report of a record in a browser", () => {
  let folder = "";
  let browser: Browser;
  let file = "";

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "report-"));
    file = await reportOf(fixture, "report.html");
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  async function reportOf(record: string, name: string): Promise<string> {
    const ran = await seaworthy(["report", record, "--output", join(folder, name)]);
    expect(ran.exitCode, ran.stderr).toBe(0);
    return join(folder, name);
  }

  /** Opens a page; everything that it complains of or asks for lands in `said`. */
  async function open(
    path: string,
    options: { width?: number; colorScheme?: "light" | "dark"; javaScriptEnabled?: boolean } = {},
  ): Promise<{ page: Page; said: string[]; close: () => Promise<void> }> {
    const { width = 1280, ...rest } = options;
    const context = await browser.newContext({ viewport: { width, height: 900 }, ...rest });
    const page = await context.newPage();
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    page.on("request", (request) => void (request.url().startsWith("file:") || said.push(request.url())));
    await page.goto(pathToFileURL(path).href);
    return { page, said, close: () => context.close() };
  }

  /** What axe finds; it runs in a world of its own, which the page's policy does not reach. */
  async function violations(page: Page): Promise<readonly string[]> {
    const client = await page.context().newCDPSession(page);
    const { frameTree } = await client.send("Page.getFrameTree");
    const { executionContextId } = await client.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
    await client.send("Runtime.evaluate", { expression: axe, contextId: executionContextId });
    const expression = `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
      .then((found) => found.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")))`;
    const answer = await client.send("Runtime.evaluate", {
      expression,
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
    expect(answer.exceptionDetails).toBeUndefined();
    const found: unknown = answer.result.value;
    return Array.isArray(found) ? found.map(String) : ["axe answered nothing"];
  }

  for (const colorScheme of ["light", "dark"] as const) {
    test.each([390, 1280])(`nothing to complain of: ${colorScheme}, %i pixels wide`, async (width) => {
      const { page, said, close } = await open(file, { width, colorScheme });
      expect(await violations(page)).toEqual([]);
      await page.evaluate(`document.querySelectorAll("details").forEach((one) => { one.open = true })`);
      expect(await violations(page)).toEqual([]);
      const wide = await page.evaluate<number>(`document.documentElement.scrollWidth`);
      expect(wide).toBeLessThanOrEqual(width);
      expect(said).toEqual([]);
      await close();
    });
  }

  test("axe finds what is wrong, where something is", async () => {
    const { page, close } = await open(file);
    await page.evaluate(`document.querySelector("nav.toc a").replaceChildren()`);
    expect((await violations(page)).join()).toContain("link-name");
    await close();
  });

  test("is under 1 MB", async () => {
    expect((await stat(file)).size).toBeLessThan(1_000_000);
  });

  test("a chosen theme stands over the reader's setting", async () => {
    const { page, close } = await open(file, { colorScheme: "light" });
    const paper = (): Promise<string> => page.evaluate<string>(`getComputedStyle(document.body).backgroundColor`);
    const [light, theme] = [await paper(), page.locator(".theme")];
    await theme.click();
    expect(await paper()).toBe(light);
    await theme.click();
    expect(await paper()).not.toBe(light);
    expect(await theme.textContent()).toBe("Theme: dark");
    await close();
  });

  test("the areas of the two pictures are in proportion to the bytes", async () => {
    const { page, close } = await open(file);
    const area = async (id: string): Promise<number> => {
      const box = await page.locator(`[data-map=${id}] .area`).boundingBox();
      return (box?.width ?? 0) * (box?.height ?? 0);
    };
    const record = JSON.parse(readFileSync(fixture, "utf8")) as SeaworthyRecord;
    const bytes = (id: "multi" | "single"): number =>
      (record.contents?.[id]?.layers ?? []).reduce((sum, one) => sum + one.bytes, 0);
    expect((await area("multi")) / (await area("single"))).toBeCloseTo(bytes("multi") / bytes("single"), 1);
    const cells = page.locator("[data-map=multi] .cell.d0");
    const boxes = await Promise.all((await cells.all()).map((one) => one.boundingBox()));
    const sizes = boxes.map((one) => (one?.width ?? 0) * (one?.height ?? 0));
    const layers = (record.contents?.multi?.layers ?? []).map((one) => one.bytes).filter((one) => one > 1e6);
    const whole = layers.reduce((sum, one) => sum + one, 0);
    for (const [at, one] of layers.toSorted((a, b) => b - a).entries())
      expect((sizes[at] ?? 0) / (await area("multi"))).toBeCloseTo(one / whole, 1);
    await close();
  });

  test("the keyboard alone goes down into a picture and back", async () => {
    const { page, said, close } = await open(file);
    const picture = page.locator("[data-map=multi]");
    const label = (): Promise<string | null> =>
      page.evaluate<string | null>(`document.activeElement.getAttribute("aria-label")`);
    await page.locator("[name=mode]:checked").focus();
    await page.keyboard.press("Tab");
    const first = await label();
    expect(first).toMatch(/ [\d.]+ MB.*, go in$/);
    await page.keyboard.press("ArrowRight");
    expect(await label()).not.toBe(first);
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    expect(await picture.locator(".crumbs li").count()).toBeGreaterThan(1);
    const inside = await label();
    expect(inside).not.toBeNull();
    expect(inside).not.toBe(first);
    // A focus that was lost would leave the keys without effect.
    while ((await picture.locator(".crumbs li").count()) > 1) await page.keyboard.press("Escape");
    expect(await label()).toBe(first);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(`document.activeElement.closest("[data-map]").dataset.map`)).toBe("multi");
    expect(await page.evaluate(`document.activeElement.tagName`)).toBe("SUMMARY");
    expect(said).toEqual([]);
    await close();
  });

  test("packages can be searched and sorted", async () => {
    const { page, close } = await open(file);
    const finder = page.locator(".finder").first();
    const rows = finder.locator("tbody tr:visible");
    const all = await rows.count();
    await finder.locator("input").fill("python sqlalchemy");
    expect(await rows.count()).toBe(1);
    expect(await finder.locator("[role=status]").textContent()).toBe(`1 of ${all}`);
    await finder.locator("input").fill("no such package");
    expect(await rows.count()).toBe(0);
    await finder.locator("input").fill("");
    expect(await rows.count()).toBe(all);
    const names = (): Promise<readonly string[]> => finder.locator("tbody tr td:first-child").allTextContents();
    await finder.locator("th button").first().click();
    const up = await names();
    expect(up).toEqual([...up].sort(new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare));
    await finder.locator("th button").first().click();
    expect(await finder.locator("th").first().getAttribute("aria-sort")).toBe("descending");
    expect(await names()).not.toEqual(up);
    await close();
  });

  test("without its program it is a document that says the same", async () => {
    const { page, close } = await open(file, { javaScriptEnabled: false });
    expect(await page.locator("input, .area, .theme").filter({ visible: true }).count()).toBe(0);
    expect(await page.locator(".finder table").first().isVisible()).toBe(true);
    await page.locator("[data-map=multi] summary").click();
    expect(await page.locator("[data-map=multi] table.tree").textContent()).toContain("COPY /app/.venv .venv");
    await close();
  });

  test("what a hostile record says is text: nothing runs, nothing is fetched", async () => {
    const record = join(folder, "hostile.json");
    const spoiled = JSON.parse(readFileSync(fixture, "utf8"), (key: string, value: unknown) =>
      typeof value === "string" &&
      /^(?:name|title|said|output|command|because|text|instruction|what|message|why|user|tag|version|diff)$/.test(key)
        ? key === "version"
          ? value
          : evil + value
        : value,
    );
    await writeFile(record, JSON.stringify({ ...spoiled, tool: JSON.parse(readFileSync(fixture, "utf8")).tool }));
    const { page, said, close } = await open(await reportOf(record, "hostile.html"));
    await page.locator("[name=mode][value=package]").check();
    await page
      .locator("[data-map=single] .area button")
      .first()
      .click({ position: { x: 12, y: 8 } });
    expect(await page.evaluate(`window.ran`)).toBeUndefined();
    expect(await page.locator("img").count()).toBe(0);
    expect(said).toEqual([]);
    // The page's own policy refuses a program that came in some other way.
    await page.evaluate(
      `{ const one = document.createElement("script"); one.textContent = "window.ran = 1"; document.body.append(one) }`,
    );
    expect(await page.evaluate(`window.ran`)).toBeUndefined();
    expect(said.join()).toContain("Content Security Policy");
    await close();
  });
});
