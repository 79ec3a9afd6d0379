import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Necessary, OpenedGroup } from "../../core/necessary.ts";
import { backendRecord, costlyFinding, proof } from "../../records/testing/backend-record.ts";
import { recordPage } from "./page.ts";

const page = recordPage(backendRecord());
const withoutPrograms = (text: string): string => text.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, "");

describe("the page", () => {
  test("asks no network for anything", () => {
    expect(page).not.toMatch(/<(?:img|link|iframe|object|embed)\b/);
    expect(page).not.toMatch(/\b(?:src|href)="(?!#)/);
    expect(page).not.toMatch(/url\(|@import/);
    expect(page).toContain("default-src &#39;none&#39;");
  });

  test("is whole: each element that is opened is closed", () => {
    const open: string[] = [];
    const body = page.replace(/<(script|style)>[\s\S]*?<\/\1>/g, "");
    for (const [, slash, name = ""] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
      if (/^(?:meta|br)$/.test(name)) continue;
      if (slash === "") open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });

  test("says the verdict before anything else, and opens what failed", () => {
    expect(page.indexOf("Did not hold")).toBeLessThan(page.indexOf("What was claimed"));
    expect(page).toMatch(/<details open><summary><span class="badge bad">FAIL/);
    expect(page).not.toMatch(/<details open><summary><span class="badge good">PASS/);
  });

  test.each([
    { says: "all held", proofs: [proof("a", "A", "PASS", "yes", {})], expected: "✓ Held" },
    { says: "nothing was checked", proofs: [], expected: "Nothing was proved" },
    { says: "all was skipped", proofs: [proof("a", "A", "SKIPPED", "no engine", {})], expected: "Nothing was proved" },
    {
      says: "a control let a broken property pass",
      proofs: [
        proof("a", "A", "PASS", "yes", { control: { broken: "b", verdict: "DID_NOT_FAIL", said: "s", commands: [] } }),
      ],
      expected: "Did not hold",
    },
  ])("where $says: $expected", ({ proofs, expected }) => {
    expect(recordPage(backendRecord({ proofs }))).toContain(
      `<strong>${expected}`.replace("<strong>Did", "<strong>✗ Did"),
    );
  });

  test("names each lost point, what was not proved and why, and each command", () => {
    for (const text of [
      "SW1003",
      "podman is not installed",
      "$ docker inspect stops",
      "curl http://localhost:8000/health",
      "0.22 of its size",
      "app/main.py:7",
    ]) {
      expect(page).toContain(text);
    }
  });

  test("lets only its own program run, by its digest", () => {
    const [, policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const [, program = ""] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const digest = createHash("sha256").update(program).digest("base64");
    expect(policy).toContain(`script-src &#39;sha256-${digest}&#39;`);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  test("shows each finding under its line, and what lies behind the end after it", () => {
    const shown = recordPage(
      backendRecord({
        dockerfile: { path: "Dockerfile", text: "FROM python:3.11-slim\nCMD x\n", before: null, stages: [] },
        findingsAfter: [costlyFinding, { ...costlyFinding, message: "Far below.", from: { line: 9, column: 1 } }],
      }),
    );
    const at = (text: string): number => shown.indexOf(text, shown.indexOf('class="source"'));
    expect(at("not pinned by digest")).toBeGreaterThan(at("FROM python:3.11-slim"));
    expect(at("not pinned by digest")).toBeLessThan(at("CMD x"));
    expect(at("Far below.")).toBeGreaterThan(at("CMD x"));
  });

  test("draws the stages, and says them in words", () => {
    const input = { from: "builder", stage: true, through: "copy", what: "/a → /b", line: 5 } as const;
    const shown = recordPage(
      backendRecord({
        dockerfile: {
          path: "Dockerfile",
          text: "",
          before: null,
          stages: [
            { name: "builder", line: 1, instructions: 2, inputs: [], role: "source" },
            { name: "final", line: 4, instructions: 1, inputs: [input], role: "final" },
          ],
        },
      }),
    );
    expect(shown.match(/<g class="box /g)).toHaveLength(2);
    expect(shown.match(/class="edge copy"/g)).toHaveLength(1);
    expect(shown).toMatch(/takes <code>\/a → \/b<\/code> from <code>builder<\/code>/);
  });

  test("lets nothing that was read or printed become markup", () => {
    const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>\u001b[2J`;
    const record = backendRecord();
    const hostile = recordPage({
      ...record,
      front: { ...record.front, title: evil, command: evil, tests: [evil] },
      facts: { ...record.facts, name: evil },
      proofs: [
        proof(evil, evil, "FAIL", evil, { commands: [{ command: evil, exitCode: 1, output: evil, seconds: 1 }] }),
      ],
    });
    expect(hostile.match(/<script>/g)).toHaveLength(1);
    expect(hostile).not.toContain("<img");
    expect(hostile).not.toContain("\u001b");
  });

  test("keeps the lines of commands and diffs apart", () => {
    expect(page).toMatch(/todo-backend:latest \.<span class="soft"> {2}# PASS<\/span>\n\$ docker run/);
    expect(page).toMatch(/<span class="del">-CMD[^\n]*\n<span class="add">\+CMD/);
    expect(page).toMatch(/<strong>\$ docker inspect stops<\/strong>\n\{\}\n/);
  });

  test("tells what the service opened, what lay there unopened, and why it was not watched", () => {
    const group: OpenedGroup = {
      kind: "dpkg",
      name: "perl-base",
      files: 4,
      bytes: 7_600_000,
      openedFiles: 1,
      openedBytes: 600_000,
    };
    const whole: OpenedGroup = { kind: "folder", name: "/app", files: 1, bytes: 5, openedFiles: 1, openedBytes: 5 };
    const floor = { files: 2, bytes: 3_000_000, imageFiles: 9, imageBytes: 100_000_000, opened: [] };
    const told: Necessary = { how: "fanotify", driven: ["/health"], ...floor, groups: [group, whole] };
    const shown = recordPage(backendRecord({ necessary: told }));
    expect(shown).toContain('<li><a href="#opened">');
    expect(shown).toContain("2 files of 9, 3 MB of 100 MB");
    expect(shown).toMatch(/perl-base<\/td><td class="n">7 MB<\/td><td class="n">7.6 MB<\/td><td class="n">1 of 4/);
    expect(shown).not.toContain("<td>/app</td>");
    expect(recordPage(backendRecord({ necessary: { notWatched: "no root" } }))).toContain("not watched: no root");
    expect(recordPage(backendRecord())).not.toContain("#opened");
  });

  test("stays readable where little is known", () => {
    const bare = recordPage(
      backendRecord({
        proofs: [],
        image: null,
        comparison: null,
        scoresAfter: null,
        timeline: [],
        diagnoses: [],
        suggestions: [],
        engine: null,
      }),
    );
    expect(bare).toContain("no engine");
    expect(withoutPrograms(bare)).not.toMatch(/undefined|null|NaN|\[object/);
  });
});
