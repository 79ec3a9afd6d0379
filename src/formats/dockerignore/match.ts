import { cleanPath } from "./parse.ts";
import { compilePattern, type PathTest } from "./pattern.ts";
import type { Dockerignore, IgnoreDecision, IgnorePattern } from "./tree.ts";

interface Compiled {
  readonly pattern: IgnorePattern;
  readonly test: PathTest;
}

const compiled = new WeakMap<Dockerignore, readonly Compiled[]>();

function compile(file: Dockerignore): readonly Compiled[] {
  let tests = compiled.get(file);
  if (tests === undefined) {
    tests = file.patterns.flatMap((pattern) => {
      const test = compilePattern(pattern.pattern);
      return typeof test === "string" ? [] : [{ pattern, test }];
    });
    compiled.set(file, tests);
  }
  return tests;
}

/** Whether a build leaves a path (relative to the context, with `/`) out of its context. */
export function ignores(file: Dockerignore, path: string): boolean {
  return explainIgnore(file, path).ignored;
}

/**
 * The same with the pattern that decided. The path is walked from its top folder down, as a build does: a pattern that
 * matched a folder holds for what is inside, and only a later pattern changes that.
 */
export function explainIgnore(file: Dockerignore, path: string): IgnoreDecision {
  const tests = compile(file);
  const parts = cleanPath(path).replace(/^\//, "").split("/");
  let held = new Uint8Array(tests.length);
  let decision: IgnoreDecision = { ignored: false, by: null };
  let walked = "";
  for (const part of parts) {
    walked = walked === "" ? part : `${walked}/${part}`;
    const step = decide(tests, walked, held);
    ({ decision } = step);
    held = step.held;
  }
  return decision;
}

function decide(
  tests: readonly Compiled[],
  path: string,
  parent: Uint8Array,
): { decision: IgnoreDecision; held: Uint8Array<ArrayBuffer> } {
  const held = new Uint8Array(tests.length);
  let ignored = false;
  let by: IgnorePattern | null = null;
  for (const [index, { pattern, test }] of tests.entries()) {
    const inherited = parent[index] === 1;
    if (!inherited && (pattern.negated !== ignored || !test(path))) continue;
    held[index] = 1;
    ignored = !pattern.negated;
    by = pattern;
  }
  return { decision: { ignored, by }, held };
}
