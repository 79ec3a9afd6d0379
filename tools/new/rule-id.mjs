/**
 * The id for a new rule: the next after its category's last, or a new block of a hundred for a new category. Gaps are
 * not filled: an id that was given once is never given again.
 * @param {readonly { id: string, category: string }[]} rules
 * @param {string} category
 */
export function nextRuleId(rules, category) {
  const number = (/** @type {{ id: string }} */ rule) => Number(rule.id.slice(2));
  const taken = new Set(rules.map(number));
  const own = rules.filter((rule) => rule.category === category).map(number);
  const all = rules.map(number);
  let next = own.length > 0 ? Math.max(...own) + 1 : (Math.floor(Math.max(900, ...all) / 100) + 1) * 100 + 1;
  while (taken.has(next)) next += 1;
  return `SW${String(next).padStart(4, "0")}`;
}
