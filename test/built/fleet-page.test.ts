import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fleetPage } from "../../src/reports/fleet/page.ts";
import { fleetOf } from "../../src/reports/testing/fleet.ts";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const phone = { viewport: { width: 375, height: 700 } };

describe.skipIf(!existsSync(executablePath))("the page over a fleet, in a real browser (needs chromium)", () => {
  let browser: Browser;
  let folder = "";

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    folder = await mkdtemp(join(tmpdir(), "fleet-page-"));
    await writeFile(join(folder, "few.html"), fleetPage(fleetOf(14, 40), ".."));
    await writeFile(join(folder, "many.html"), fleetPage(fleetOf(400, 300), ".."));
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  /** Opens a page and answers what `work` does; anything on the console and any request beyond the file itself fails. */
  async function opened<T>(file: string, options: BrowserContextOptions, work: (page: Page) => Promise<T>): Promise<T> {
    const context = await browser.newContext({ bypassCSP: true, ...options });
    try {
      const page = await context.newPage();
      const heard: string[] = [];
      page.on("console", (message) => heard.push(message.text()));
      page.on("pageerror", (error) => heard.push(String(error)));
      page.on("request", (request) => request.isNavigationRequest() || heard.push(request.url()));
      await page.goto(`file://${join(folder, file)}`);
      const answer = await work(page);
      expect(heard).toEqual([]);
      return answer;
    } finally {
      await context.close();
    }
  }

  const shown = (page: Page): Promise<readonly string[]> => page.locator("li.service:visible h3").allInnerTexts();

  test.each([
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["on a phone", { ...phone, colorScheme: "light" }],
    ["dark, on a phone", { ...phone, colorScheme: "dark" }],
  ] as const)("has no fault that axe knows: %s", async (_, options) => {
    const faults = await opened("few.html", options, async (page) => {
      await page.addStyleTag({ content: ".service{content-visibility:visible!important}" });
      await page.evaluate(axe.source);
      const found: unknown = await page.evaluate(
        "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target).join(' ')))",
      );
      return found;
    });
    expect(faults).toEqual([]);
  });

  test("fits a phone", async () => {
    const wider = await opened("few.html", phone, (page) =>
      page.evaluate("document.documentElement.scrollWidth > innerWidth"),
    );
    expect(wider).toBe(false);
  });

  test("is searched, filtered and ordered by the keyboard alone", async () => {
    await opened("few.html", {}, async (page) => {
      await page.keyboard.press("Tab"); // the link that skips to the services
      await page.keyboard.press("Tab");
      await page.keyboard.type("stops fail");
      expect(await shown(page)).toHaveLength(3);
      expect(await page.locator('[role="status"]').innerText()).toBe("3 of 14 services shown");
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Backspace");
      expect(await shown(page)).toHaveLength(14);
      await page.keyboard.press("Tab");
      await page.keyboard.type("Nothing");
      expect(await shown(page)).toEqual([expect.stringMatching(/^NOTHING PROVED service-10$/i)]);
      await page.keyboard.press("Home");
      await page.keyboard.press("Tab");
      await page.keyboard.type("Name");
      expect((await shown(page))[0]).toMatch(/service-0$/);
    });
  });

  test("leads from a claim to where it fails, though a filter hides it", async () => {
    await opened("few.html", {}, async (page) => {
      await page.getByRole("searchbox").fill("service-3");
      await page.locator('a[href="#s0"]').first().click();
      expect(await page.locator("#s0").isVisible()).toBe(true);
    });
  });

  test("is whole without its script", async () => {
    await opened("few.html", { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator("li.service").count()).toBe(14);
      expect(await page.locator("form").isVisible()).toBe(false);
    });
  });

  test("is unfolded on paper, and has no search there", async () => {
    await opened("few.html", {}, async (page) => {
      await page.emulateMedia({ media: "print" });
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      expect(await page.locator("details:not([open])").count()).toBe(0);
      expect(await page.locator("form").isVisible()).toBe(false);
    });
  });

  test("finds its way through 400 services of 300 records", async () => {
    await opened("many.html", {}, async (page) => {
      await page.getByRole("searchbox").fill("service-399");
      expect(await shown(page)).toHaveLength(1);
    });
  });
});
