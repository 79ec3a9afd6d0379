import { analyse } from "scslre";

/**
 * @typedef {{ path: string, pattern: string, because: string }} Allowed
 */

const explained = {
  Trade: "two of its repeats can share the same text",
  Self: "a repeat holds a repeat of the same text",
  Move: "it begins anew inside the text that a repeat has already walked",
};

/**
 * Says which patterns backtrack super-linearly and are not allowed, and which allowances are no longer needed.
 * @param {readonly import("../source/module.mjs").Module[]} modules
 * @param {readonly Allowed[]} allowed
 * @returns {string[]}
 */
export function judgePatterns(modules, allowed) {
  /** @type {Set<Allowed>} */
  const used = new Set();
  const problems = modules.flatMap(({ path, patterns }) =>
    patterns.flatMap(({ pattern, flags, line }) => {
      const why = superLinear(pattern, flags);
      if (why === null) return [];
      const allowance = allowed.find((one) => one.path === path && one.pattern === pattern);
      if (allowance === undefined) return [`${path}:${line}: /${pattern}/${flags} is not linear: ${why}`];
      used.add(allowance);
      return [];
    }),
  );
  const stale = allowed
    .filter((one) => !used.has(one))
    .map((one) => `tools/regex/allowed.mjs: ${one.path} /${one.pattern}/ needs no allowance any more`);
  return [...problems, ...stale];
}

/**
 * Why an expression is not linear, or null. What is not seen: alternatives that mean the same, as in `(?:a|a)*`, and
 * repeats with an upper bound, whose cost the bound limits.
 * @param {string} source
 * @param {string} flags
 * @returns {string | null}
 */
export function superLinear(source, flags) {
  const [report] = analyse({ source, flags }, { maxReports: 1 }).reports;
  return report === undefined ? null : explained[report.type];
}
