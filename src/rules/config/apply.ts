import type { Rule } from "../define.ts";
import type { RateConfig } from "./config.ts";

/** Whether a name means a rule: its id, its slug, or another tool's id as in `aka`, in any casing. */
export function means(name: string, rule: Rule): boolean {
  const asked = name.toLowerCase();
  return asked === rule.id.toLowerCase() || asked === rule.slug || rule.aka.some((aka) => aka.toLowerCase() === asked);
}

const applied = new WeakMap<RateConfig, WeakMap<readonly Rule[], readonly Rule[]>>();

/** The rules as a config has them: without those that are off, with its severities. A new severity brings its points. */
export function applyConfig(rules: readonly Rule[], config: RateConfig): readonly Rule[] {
  const { off = [], severity = {} } = config;
  if (off.length === 0 && Object.keys(severity).length === 0) return rules;
  let known = applied.get(config);
  if (known === undefined) applied.set(config, (known = new WeakMap()));
  let out = known.get(rules);
  if (out === undefined) {
    const levels = Object.entries(severity);
    out = rules
      .filter((rule) => !off.some((name) => means(name, rule)))
      .map((rule) => {
        const level = levels.find(([name]) => means(name, rule))?.[1];
        if (level === undefined || level === rule.severity) return rule;
        const { points, ...rest } = rule;
        // Advice stays advice.
        return points === 0 ? { ...rule, severity: level } : { ...rest, severity: level };
      });
    known.set(rules, out);
  }
  return out;
}

/** Names in a config that mean no rule, most likely misspelt. Other tools' ids may well have no rule here. */
export function unknownNames(config: RateConfig, rules: readonly Rule[]): readonly string[] {
  const names = [...(config.off ?? []), ...Object.keys(config.severity ?? {})];
  return names.filter(
    (name) =>
      !name.includes(":") && !/^(shellcheck\/)?sc\d{4}$/i.test(name) && !rules.some((rule) => means(name, rule)),
  );
}
