import { describe, expect, test } from "vitest";
import type { Fleet, FleetService } from "../../core/fleet.ts";
import { fleetOf, serviceOf } from "../testing/fleet.ts";
import { fleetPage } from "./page.ts";
import { bars, line } from "./sparkline.ts";

const fleet = fleetOf(14, 40);
const page = fleetPage(fleet, "..");
const of = (...services: readonly FleetService[]): Fleet => ({ name: "x", services, records: 1, unread: [] });
/** The words of the page, without its tags. */
const text = (html: string): string => html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

describe("the page over a fleet", () => {
  test("asks no network for anything", () => {
    expect(page).not.toMatch(/<(?:img|link|iframe|object|embed)\b/);
    expect(page).not.toMatch(/\b(?:src|action)=/);
    expect(page).not.toMatch(/url\(|@import/);
    expect(page).not.toMatch(/href="(?!#|\.\.\/)/);
  });

  test("is whole: each element that is opened is closed", () => {
    const open: string[] = [];
    for (const [, slash, name = "", , end] of page
      .replace(/<(script|style)>[\s\S]*?<\/\1>/g, "")
      .matchAll(/<(\/?)([a-z][a-z0-9]*)\b([^>]*?)(\/?)>/g)) {
      if (/^(?:meta|br|input)$/.test(name) || end === "/") continue;
      if (slash === "") open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });

  test("names those that did not hold first, then those of which nothing was proved, then the others", () => {
    const order = [...page.matchAll(/data-standing="(\w+)"/g)].map((one) => one[1]);
    expect(order).toEqual(order.toSorted((a = "", b = "") => ranks.indexOf(a) - ranks.indexOf(b)));
    expect(new Set(order)).toEqual(new Set(ranks));
  });
  const ranks = ["bad", "open", "partly", "good"];

  test("says what failed, what was skipped and why, and what could not be read", () => {
    expect(text(page)).toContain("3 services of 14 did not hold");
    expect(text(page)).toContain("FAIL stops killed after 10 s: SIGTERM was ignored");
    expect(text(page)).toContain("SKIPPED serves the service has no route");
    expect(text(page)).toContain("shop/.seaworthy/records/0009-cut.json : it is not JSON, or not whole");
  });

  test("counts each claim over all services, with links to where it fails", () => {
    expect(text(page)).toMatch(/stops The stops claim holds 3 2 8/);
    expect(page).toMatch(/<a href="#s0">team-0\/service-6: service-6<\/a>/);
  });

  test("leads to the reports that there are, and to no other", () => {
    expect(page).toContain('href="../team-0/service-6/.seaworthy/records/0040-service-6.html"');
    expect(page).not.toMatch(/service-1\.html/);
  });

  test("lets nothing that was read become markup or another kind of address", () => {
    const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>\u001b[2J`;
    const claims = [{ claim: evil, title: evil, verdict: "FAIL", said: evil, controlBroken: true } as const];
    const hostile = fleetPage(
      of({
        ...serviceOf(1, 3),
        folder: "javascript:alert(1)//" + evil,
        service: evil,
        framework: evil,
        record: "javascript:alert(1)",
        claims,
      }),
      "",
    );
    expect(hostile.match(/<script>/g)).toHaveLength(1);
    expect(hostile).not.toContain("<img");
    expect(hostile).not.toContain("\u001b");
    expect(hostile).not.toMatch(/href="javascript/);
  });

  test("stays readable where little is known", () => {
    const empty = { ...serviceOf(10, 1), claims: [], reports: [] };
    const bare = fleetPage(
      of({ ...empty, points: empty.points.map((one) => ({ ...one, security: null, efficiency: null })) }),
      "",
    );
    expect(text(bare)).toContain("not measured");
    expect(text(bare)).toContain("SKIPPED build no container engine answers");
    expect(text(bare.replace(/<script>[^]*<\/script>/, ""))).not.toMatch(/undefined|null|NaN|Infinity|\[object/);
  });

  test("is a few megabytes at most, however many records there are", () => {
    expect(fleetPage(fleetOf(400, 300), "..").length).toBeLessThan(2_000_000);
    const [few, many] = [30, 3000].map((records) => fleetPage(fleetOf(5, records), "..").length);
    expect(many).toBeLessThan(2 * (few ?? 0));
  });
});

describe("the verdict over all", () => {
  const [bad, good, partly, none] = [1, 0, 2, 10].map((at) => serviceOf(at, 2)) as [
    FleetService,
    FleetService,
    FleetService,
    FleetService,
  ];
  test.each([
    { services: [good], says: "✓ The service held" },
    { services: [good, partly], says: "✓ All 2 services held" },
    { services: [good, none], says: "Of 1 service nothing was proved" },
    { services: [none], says: "Nothing was proved" },
    { services: [good, none, bad], says: "✗ 1 service of 3 did not hold" },
  ])("$says", ({ services, says }) => {
    expect(fleetPage(of(...services), "")).toContain(`<strong>${says}</strong>`);
  });

  test("a control that let a broken property pass counts as a failure", () => {
    const points = good.points.map((one) => ({ ...one, brokenControls: 1 }));
    expect(fleetPage(of({ ...good, points }), "")).toContain("✗ 1 service of 1 did not hold");
  });
});

describe("a sparkline", () => {
  const path = (html: string): string => / d="([^"]*)"/.exec(html)?.[1] ?? "";
  const drawn = (values: readonly (number | null)[]): string => line({ values, low: 0, high: 10 }, "says").html;

  test.each([
    { says: "rises", values: [0, 10], d: "M5 43L235 5" },
    { says: "breaks where nothing was measured", values: [0, null, 10, 10], d: "M5 43M158 5L235 5" },
    { says: "is a dot for one record", values: [5], d: "M235 24" },
    { says: "is empty where nothing was measured", values: [null, null], d: "" },
  ])("$says", ({ values, d }) => {
    expect(path(drawn(values))).toBe(d);
  });

  test("keeps the peak of many records", () => {
    const values = Array.from({ length: 1000 }, (_, at) => (at === 531 ? 10 : 1));
    const drawing = path(drawn(values));
    expect(drawing).toMatch(/ 5(?:L|$)/);
    expect(drawing.match(/[ML]/g)?.length).toBeLessThanOrEqual(60);
  });

  test("tells in words what it shows", () => {
    expect(text(page)).toContain("Size over 40 records: from ");
    expect(text(page)).toContain("38 records: newest 8 proved, 1 failed, 0 skipped".replace("38", "40"));
  });

  test("of claims keeps the record that failed among many that did not", () => {
    const counts = Array.from({ length: 1000 }, (_, at) => ({ good: 9, bad: at === 531 ? 3 : 0, open: 0 }));
    expect(bars(counts, "says").html.match(/class="bad" d="([^"]*)"/)?.[1]).toMatch(/^M\d+ 48V\d+$/);
  });
});
