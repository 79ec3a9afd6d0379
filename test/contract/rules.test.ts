import { describe, expect, it } from "vitest";
import { z } from "zod";
import { dimensions, profiles, severities } from "../../src/core/finding.ts";
import { parseDockerfile, printDockerfile } from "../../src/formats/dockerfile/index.ts";
import { rules } from "../../src/rules/all.gen.ts";
import type { Example } from "../../src/rules/define.ts";
import { ruleDocument } from "../../src/rules/docs.ts";
import { fixText } from "../../src/rules/fix.ts";
import { rateResult, rateText } from "../../src/rules/rate.ts";
import type { RepositoryFacts } from "../../src/rules/repository.ts";
import { rateResultSchema } from "../../src/rules/schema.ts";
import type { Settings } from "../../src/rules/settings.ts";

const twice = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

const known = ({
  repository,
  settings,
}: Pick<Example, "repository" | "settings">): { repository: RepositoryFacts | null; settings: Partial<Settings> } => ({
  repository: repository ?? null,
  settings: settings ?? {},
});

describe("all rules", () => {
  it("are many", () => expect(rules.length).toBeGreaterThanOrEqual(70));
  it("have ids of their own", () => expect(twice(rules.map((rule) => rule.id))).toEqual([]));
  it("have slugs of their own", () => expect(twice(rules.map((rule) => rule.slug))).toEqual([]));
  it("stand in the order of ids", () =>
    expect(rules.map((rule) => rule.id)).toEqual(rules.map((rule) => rule.id).toSorted()));
});

describe.each(rules.map((rule) => [`${rule.id} ${rule.slug}`, rule] as const))("%s", (_, rule) => {
  const name = { dockerfile: "Dockerfile", compose: "compose.yaml", dockerignore: ".dockerignore" }[rule.on];
  const only = { profile: "all" as const, rules: [rule] };
  const found = (
    text: string,
    example: Pick<(typeof rule.examples)[number], "repository" | "settings">,
  ): readonly string[] => rateText(name, text, { ...only, ...known(example) }).findings.map((finding) => finding.rule);

  it("says who it is", () => {
    expect(rule.id).toMatch(/^SW\d{4}$/);
    expect(rule.slug).toMatch(/^[a-z-]+\/[a-z0-9-]+$/);
    expect(severities).toContain(rule.severity);
    expect(dimensions).toContain(rule.dimension);
    expect(profiles).toContain(rule.profile);
    expect(rule.why.length).toBeGreaterThan(30);
    expect(rule.sources.length).toBeGreaterThan(0);
    expect(rule.sources.every((source) => source.startsWith("https://"))).toBe(true);
    expect(rule.aka.every((aka) => /^[a-z_-]+:\S+$/.test(aka))).toBe(true);
    expect(twice(rule.aka)).toEqual([]);
    expect(rule.examples.length).toBeGreaterThan(0);
  });

  it.each(rule.examples)("finds $bad", (example) => expect(found(example.bad, example)).toContain(rule.id));
  it.each(rule.examples)("is quiet on $good", (example) => expect(found(example.good, example)).toEqual([]));
  it.each((rule.quiet ?? []).map((text) => ({ text })))("is quiet on $text", ({ text }) =>
    expect(found(text, {})).toEqual([]),
  );

  it.each(rule.examples)("can be suppressed in $bad", ({ bad, ...example }) => {
    const names = [rule.id, rule.slug, ...rule.aka].filter(
      (id) => /^[\w./-]+$/.test(id) && !rule.slug.startsWith("syntax/"),
    );
    for (const id of names) {
      const rating = rateText(name, `# seaworthy ignore-file=${id} for a reason\n${bad}`, {
        ...only,
        ...known(example),
      });
      expect(rating.findings.map((finding) => finding.rule)).toEqual([]);
    }
  });

  describe.each(rule.fix === "none" ? [] : [rule.fix])("its fix, which is %s,", () => {
    it.each(rule.examples.filter((example) => example.fixed !== undefined))(
      "fixes $bad",
      ({ bad, fixed, ...example }) => {
        const result = fixText(name, bad, { ...only, kind: "suggested", ...known(example) });
        expect(result.text).toBe(fixed);
      },
    );
    it("fixes at least one of its examples", () => {
      const mended = rule.examples.filter(({ bad, ...example }) => {
        const result = fixText(name, bad, { ...only, kind: "suggested", ...known(example) });
        return result.applied.length > 0 && result.after.findings.length < result.before.findings.length;
      });
      expect(mended.length).toBeGreaterThan(0);
    });
  });

  it.each(rule.examples)("fixes of all rules compose on $bad", ({ bad, ...example }) => {
    const options = { profile: "all", kind: "suggested", ...known(example) } as const;
    const once = fixText(name, bad, options);
    expect(fixText(name, once.text, options).text).toBe(once.text);
    if (rule.on === "dockerfile") expect(printDockerfile(parseDockerfile(once.text))).toBe(once.text);
    expect(once.after.parsed || !once.before.parsed).toBe(true);
    const { before, after } = once;
    if (before.scores !== null && after.scores !== null)
      for (const dimension of dimensions)
        expect(after.scores[dimension]).toBeGreaterThanOrEqual(before.scores[dimension]);
  });

  it("has a page that names it, its reason and its examples", () => {
    const page = ruleDocument(rule);
    for (const part of [rule.id, rule.slug, rule.title, rule.why, ...rule.sources, ...rule.aka])
      expect(page).toContain(part);
    for (const { bad, good } of rule.examples) {
      expect(page).toContain(bad.trimEnd());
      expect(page).toContain(good.trimEnd());
    }
  });

  it.each(rule.examples)("makes JSON of the schema of $bad", ({ bad, ...example }) => {
    const json: unknown = JSON.parse(
      JSON.stringify(rateResult([rateText(name, bad, { profile: "all", ...known(example) })])),
    );
    expect(rateResultSchema(z).safeParse(json).error).toBeUndefined();
  });
});

it("a rule that throws becomes a finding, and the others go on", () => {
  const broken = {
    ...rules[0],
    id: "SW9998",
    slug: "test/broken",
    check: () => {
      throw new TypeError("no such thing");
    },
  };
  const rating = rateText("Dockerfile", "FROM python\n", { rules: [...rules, broken as (typeof rules)[number]] });
  expect(rating.findings[0]).toMatchObject({ rule: "SW0000", slug: "internal", cost: 0 });
  expect(rating.findings.map((finding) => finding.rule)).toContain("SW1001");
});

it("a rule that finds thousands of things is ended at its five hundredth, and says so; fixes go on", () => {
  const text = `FROM debian:13\n${"RUN make \n".repeat(1500)}`;
  const trailing = (options: Parameters<typeof rateText>[2]): readonly string[] =>
    rateText("Dockerfile", text, { profile: "all", ...options }).findings.flatMap((finding) =>
      finding.slug === "syntax/trailing-space" ? [finding.message] : [],
    );
  const told = trailing({});
  expect(told).toHaveLength(501);
  expect(told.at(-1)).toContain("500");
  expect(trailing({ mostFindings: Infinity })).toHaveLength(1500);
  expect(trailing({ mostFindings: 2 })).toHaveLength(3);
  const fixed = fixText("Dockerfile", text, { profile: "all", accept: (one) => one.slug === "syntax/trailing-space" });
  expect(fixed.text).not.toMatch(/ $/m);
});
