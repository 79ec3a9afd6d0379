import { describe, expect, it } from "vitest";
import type { FixKind } from "../../src/core/edit.ts";
import { dimensions } from "../../src/core/finding.ts";
import { parseDockerfile } from "../../src/formats/dockerfile/index.ts";
import { rules } from "../../src/rules/all.gen.ts";
import type { FileKind } from "../../src/rules/subject.ts";
import { fixText, type FixResult } from "../../src/rules/fix.ts";
import { rateText } from "../../src/rules/rate.ts";

const names = { dockerfile: "Dockerfile", compose: "compose.yaml", dockerignore: ".dockerignore" } as const;
const kinds: readonly FixKind[] = ["safe", "suggested"];

/** What must hold of any file whose fixes were all applied. */
function holds(kind: FileKind, text: string, result: FixResult): void {
  const { before, after } = result;
  expect(after.parsed || !before.parsed).toBe(true);
  if (before.scores !== null)
    for (const dimension of dimensions)
      expect(after.scores?.[dimension], dimension).toBeGreaterThanOrEqual(before.scores[dimension]);
  expect(after.findings.length).toBeLessThanOrEqual(before.findings.length);
  const left = comments(kind, result.text);
  expect(comments(kind, text).filter((comment) => !left.includes(comment))).toEqual([]);
  if (text.includes("\r\n")) expect(result.text.replaceAll("\r\n", "")).not.toContain("\n");
}

function comments(kind: FileKind, text: string): readonly string[] {
  if (kind === "dockerfile") return parseDockerfile(text).comments.map((comment) => comment.text);
  return [...text.matchAll(/(?:^|[ \t])# ?([^\r\n]*)/gm)].map(([, comment = ""]) => comment.trim());
}

/** The bad examples of a kind of file that are read by themselves, a comment above each. */
function examples(kind: FileKind): readonly string[] {
  return rules
    .filter((rule) => rule.on === kind)
    .flatMap((rule) => rule.examples.map(({ bad }, index) => ({ bad, name: `${rule.slug} ${index + 1}` })))
    .filter(
      ({ bad }) =>
        rateText(names[kind], bad).parsed &&
        bad.length < 3000 &&
        !/\r|^\s*#\s*(syntax|escape|check)=|ignore/m.test(bad),
    )
    .map(({ bad, name }) => `# example ${name}\n${bad.endsWith("\n") ? bad : `${bad}\n`}`);
}

function parts(texts: readonly string[], size: number): readonly string[] {
  const count = Math.ceil(texts.length / size);
  return Array.from({ length: count }, (_, at) => texts.slice(at * size, (at + 1) * size).join("\n"));
}

/** Examples of one stage on one base, as one stage: what each says, one below the other. */
function merged(): readonly string[] {
  const bases = new Map<string, string[]>();
  for (const text of examples("dockerfile")) {
    const [comment = "", from = "", ...rest] = text.split("\n");
    if (!/^FROM /i.test(from) || rest.some((line) => /^FROM /i.test(line))) continue;
    bases.set(from, [...(bases.get(from) ?? []), [comment, ...rest].join("\n")]);
  }
  return [...bases].flatMap(([from, texts]) => parts(texts, 10).map((text) => `${from}\n${text}`));
}

const dockerfiles = [...parts(examples("dockerfile"), 12), ...merged()];

describe.each(kinds)("all %s fixes at once", (kind) => {
  const options = { profile: "all", kind } as const;
  it.each(dockerfiles.map((text, index) => [index + 1, text] as const))("hold on the examples, part %i", (_, text) => {
    const result = fixText("Dockerfile", text, options);
    holds("dockerfile", text, result);
    expect(fixText("Dockerfile", result.text, options).text).toBe(result.text);
  });
  it.each(
    merged()
      .slice(0, 12)
      .map((text, index) => [index + 1, text.replaceAll("\n", "\r\n")] as const),
  )("keep the line ends of Windows, part %i", (_, text) => {
    const result = fixText("Dockerfile", text, options);
    holds("dockerfile", text, result);
    expect(fixText("Dockerfile", result.text, options).text).toBe(result.text);
  });
  it("hold on all patterns of .dockerignore together", () => {
    const [text = ""] = parts(examples("dockerignore"), 100);
    const result = fixText(".dockerignore", text, options);
    holds("dockerignore", text, result);
    expect(fixText(".dockerignore", result.text, options).text).toBe(result.text);
  });
  it.each(
    rules.filter((rule) => rule.on === "compose").flatMap((rule) => rule.examples.map(({ bad }) => [bad] as const)),
  )("hold on %s with comments and the line ends of Windows", (bad) => {
    const text = bad.replace("services:\n", "# what runs\nservices:  # all of it\n").replaceAll("\n", "\r\n");
    const result = fixText("compose.yaml", text, options);
    holds("compose", text, result);
    expect(fixText("compose.yaml", result.text, options).text).toBe(result.text);
  });
});

it("the examples give these checks something to fix", () => {
  const applied = dockerfiles.flatMap(
    (text) => fixText("Dockerfile", text, { profile: "all", kind: "suggested" }).applied,
  );
  expect(new Set(applied.map((one) => one.slug)).size).toBeGreaterThan(100);
});

describe("the check itself", () => {
  it("sees a comment that is lost", () => {
    const text = "FROM debian:13\n# why\nRUN make\n";
    const rating = rateText("Dockerfile", text);
    const lost = {
      text: "FROM debian:13\nRUN make\n",
      before: rating,
      after: rating,
      applied: [],
      rounds: 1,
      stopped: false,
    };
    expect(() => holds("dockerfile", text, lost)).toThrow(/why/);
  });
  it("sees a score that is lower", () => {
    const before = rateText("Dockerfile", "FROM debian:13\nUSER 1000\n");
    const after = rateText("Dockerfile", "FROM debian:13\nUSER root\n");
    expect(() => holds("dockerfile", "", { text: "", before, after, applied: [], rounds: 1, stopped: false })).toThrow(
      /security/,
    );
  });
});

const service = `\
name: shop
# the shop
services:
  web:   # the front
    build: .
    container_name: shop-web
    privileged: true
    ports: ["22:22", 80:80]   # both
    depends_on:
      - db   # first
      - cache
    environment:
      - API_TOKEN=abcdefgh
      - PLAIN=1
    volumes:
      - data:/data
  db:
    image: postgres
    environment: { POSTGRES_PASSWORD: hunter2, POSTGRES_DB: shop }
    healthcheck: { test: [CMD, pg_isready] }
    ports:
      - 5432:5432
  cache: { image: "redis:latest", cap_add: [SYS_ADMIN, NET_RAW] }
  base: &base
    image: example/worker:1
    privileged: true # the driver needs it
  worker:
    <<: *base
    command: run`;

const fixedService = `\
name: shop
# the shop
services:
  web:   # the front
    build: .
    ports: ["22:22", 80:80]   # both
    depends_on:
      db:
        condition: service_healthy   # first
      cache:
        condition: service_started
    environment:
      - "API_TOKEN=\${API_TOKEN:?}"
      - PLAIN=1
    volumes:
      - data:/data
  db:
    image: postgres:18
    environment: { POSTGRES_PASSWORD: "\${POSTGRES_PASSWORD:?}", POSTGRES_DB: shop }
    healthcheck: { test: [CMD, pg_isready] }
    ports:
      - "127.0.0.1:5432:5432"
  cache: { image: "redis:8.10", cap_add: [NET_RAW] }
  base: &base
    image: example/worker:1
    privileged: true # the driver needs it
  worker:
    <<: *base
    command: run
volumes:
  data:`;

describe("a compose file of every style", () => {
  const only = {
    profile: "all",
    kind: "suggested",
    accept: ({ slug }: { slug: string }) =>
      !/(no-limits|no-restart|new-privileges|root-writable|store-unchecked)$/.test(slug),
  } as const;
  it("is fixed in its own style, and keeps what somebody explained", () =>
    expect(fixText("compose.yaml", service, only).text).toBe(fixedService));
  it("takes every other edit too", () => {
    const options = { profile: "all", kind: "suggested" } as const;
    const result = fixText("compose.yaml", service, options);
    holds("compose", service, result);
    expect(fixText("compose.yaml", result.text, options).text).toBe(result.text);
    expect(result.text).toContain(
      "    privileged: true # the driver needs it\n    mem_limit: 2g\n    pids_limit: 1024\n",
    );
    expect(result.text).toContain("cap_add: [NET_RAW], security_opt:");
  });
});
