import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { SeaworthyError } from "../../src/core/errors/index.ts";
import type { StackFacts } from "../../src/core/facts.ts";
import { parseDockerfile } from "../../src/formats/dockerfile/index.ts";
import { generatedFiles, renderCompose, renderDockerfile } from "../../src/generate/index.ts";
import { readTree } from "../../src/host/tree.ts";
import { detect, planStack } from "../../src/stacks/index.ts";

const apps = join(import.meta.dirname, "..", "apps");
const folders = readdirSync(apps, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** What a person would check of the facts, in the words of expect.json. */
function summary(facts: StackFacts): object {
  return {
    services: facts.services.map((s) => ({
      path: s.path,
      name: s.name,
      is: `${s.stack} ${s.framework} ${s.packageManager}`,
      runtime: `${s.runtime.name} ${s.runtime.version} by ${s.runtime.source}`,
      start: s.start.join(" "),
      port: s.port,
      health: s.health,
      routes: s.routes.map((r) => `${r.method} ${r.path}${r.safe ? " safe" : ""} ${r.file}:${r.line}`),
      env: s.env.map(
        (e) =>
          `${e.name}${e.required ? " required" : ""}${e.secret ? " secret" : ""}${e.default === null ? "" : ` = ${e.default}`}`,
      ),
      writes: s.writes.map((w) => `${w.path}${w.lasting ? " lasting" : ""} ${w.evidence.file}:${w.evidence.line}`),
      upstreams: s.upstreams.map((u) => `${u.name} ${u.kind} ${u.env ?? ""}${u.required ? " required" : ""}`),
      systemPackages: s.systemPackages,
    })),
    considered: facts.considered.map((c) => `${c.fact} ${c.candidate} ${c.file}:${c.line}`),
  };
}

/** An answer, or the error that a person would be shown. */
function answerOf<T>(work: () => T): { value: T } | { error: SeaworthyError } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof SeaworthyError) return { error };
    throw error;
  }
}

describe.each(folders)("test/apps/%s", (name) => {
  test("is read, planned and written as expected", async () => {
    const folder = join(apps, name);
    const tree = await readTree(folder);
    const found = answerOf(() => detect(tree));
    const planned = "value" in found ? answerOf(() => planStack(found.value, { name })) : found;
    const told =
      "error" in planned
        ? { error: { code: planned.error.code, what: planned.error.message, tried: planned.error.tried } }
        : {};
    const answer = { ...("value" in found ? summary(found.value) : {}), ...told };
    const file = join(folder, "expect.json");
    if (!existsSync(file) && process.env["CI"] === undefined)
      writeFileSync(file, `${JSON.stringify(answer, null, 2)}\n`);
    expect(answer).toEqual(JSON.parse(readFileSync(file, "utf8")));
    if ("error" in planned) return;
    await expect(renderCompose(planned.value)).toMatchFileSnapshot(join(folder, "expected", "compose.yaml"));
    for (const plan of planned.value.services) {
      const own = plan.path === "." ? tree : await readTree(join(folder, plan.path));
      for (const written of generatedFiles(plan, own)) {
        await expect(written.text).toMatchFileSnapshot(
          join(folder, "expected", plan.service, written.path.replaceAll("/", "-")),
        );
      }
    }
  });

  test("has a minimal form, which a static site has not", async () => {
    const tree = await readTree(join(apps, name));
    const found = answerOf(() => planStack(detect(tree), { name, baseOf: () => "minimal" }));
    for (const plan of "value" in found ? found.value.services : []) {
      const text = renderDockerfile(plan);
      expect(parseDockerfile(text).errors).toEqual([]);
      const file = join(apps, name, "expected", plan.service, "minimal.Dockerfile");
      if (plan.command[0] === "nginx") {
        expect(plan.stages.at(-1)?.from).toBe("base");
        expect(existsSync(file)).toBe(false);
      } else {
        expect([...text.matchAll(/^FROM (\S+) AS (\w+)$/gm)].slice(2).map((m) => m.slice(1))).toEqual([
          ["base", "runtime"],
          ["scratch", "final"],
        ]);
        await expect(text).toMatchFileSnapshot(file);
      }
    }
  });

  test("gives the same twice, and Dockerfiles that parse, each with three stages and a numeric user", async () => {
    const tree = await readTree(join(apps, name));
    const texts = (): string[] => {
      const found = answerOf(() =>
        planStack(detect(tree), { name }).services.flatMap((plan) => [
          renderDockerfile(plan),
          renderDockerfile({ ...plan, stages: plan.singleStage }),
        ]),
      );
      return "value" in found ? found.value : [];
    };
    expect(texts()).toEqual(texts());
    for (const [i, text] of texts().entries()) {
      expect(parseDockerfile(text).errors).toEqual([]);
      expect(text).not.toMatch(/^# syntax=|<<\w/m);
      if (i % 2 === 0) {
        expect([...text.matchAll(/^FROM \S+ AS (\w+)$/gm)].map((m) => m[1])).toEqual(["base", "builder", "final"]);
        expect(text).toMatch(/^USER \d+:\d+$/m);
      } else expect(text).not.toMatch(/^USER /m);
    }
  });
});
