// Files in shapes that no honest file has (shapes.mjs): `node bench/rate.mjs --large` and `--growth`.
import { shapesOf } from "./shapes.mjs";

const enough = new Error("enough");

/** A rule's check without its findings, ended where rating ends it: at 500 of them. */
function checked(rule, context) {
  let count = 0;
  const report = () => {
    if (++count > 500) throw enough;
  };
  try {
    rule.check({ ...context, report });
  } catch (error) {
    if (error !== enough) throw error;
  }
}

/**
 * The slowest rules on each shape. Each rule runs up to ten times over the same view; the best counts, which leaves out what rules
 * share and the first of them pays for.
 * @returns {string[]} the shapes on which a rule takes more than the limit
 */
export function large({ rateText, rules }, only, limit = 10) {
  const found = [];
  for (const [shape, make] of shapesOf(1e6)) {
    if (only !== null && !only.test(shape)) continue;
    const text = make();
    // The first of the rules that ask pays for what all share: up to seconds, where a script is read.
    const again = (best) => best > limit / 2 && best < 300 * limit;
    const { times, whole } = timesOf({ rateText, rules }, text, again);
    // What another thread or a collection did to a rule's rounds it does not do to it again a moment later.
    for (let reading = 0; reading < 3; reading++) {
      const slower = rules.filter(({ slug }) => (times.get(slug) ?? 0) > limit);
      if (slower.length === 0) break;
      for (const [slug, ms] of timesOf({ rateText, rules: slower }, text, again).times)
        times.set(slug, Math.min(ms, times.get(slug) ?? ms));
    }
    const slow = [...times].sort((a, b) => b[1] - a[1]);
    const over = slow.filter(([, ms]) => ms > limit).map(([slug, ms]) => `${slug} ${ms.toFixed(0)}`);
    console.log(`${shape}: ${whole.toFixed(0)} ms in all, slowest ${slow[0]?.[0]} ${slow[0]?.[1].toFixed(1)} ms`);
    if (over.length === 0) continue;
    console.log(`  over ${limit} ms: ${over.join(", ")}`);
    found.push(shape);
  }
  return found;
}

/**
 * The rules whose time grows faster than the file: six times the file may take 14 times the time. Slower ones and long ones are
 * told of by the other; here the files are short, for what grows with a square would not end on long ones.
 * @returns {number} how many pairs of a rule and a shape grow too fast
 */
export function growth({ rateText, rules }, only) {
  const found = new Map();
  const short = shapesOf(5000);
  const everyTime = (text) => {
    const { times, whole } = timesOf({ rateText, rules }, text);
    return times.set("all of it", whole);
  };
  for (const [shape, make] of shapesOf(30_000)) {
    if (only !== null && !only.test(shape)) continue;
    const before = everyTime(short.get(shape)?.() ?? "");
    for (const [rule, ms] of everyTime(make())) {
      const ratio = ms / Math.max(before.get(rule) ?? 0, 0.02);
      if (ms > 1.5 && ratio > 14) found.set(`${rule} on ${shape}`, { ms, ratio });
    }
  }
  for (const [where, { ms, ratio }] of [...found].sort((a, b) => b[1].ms - a[1].ms))
    console.log(`${where}: ${ms.toFixed(1)} ms, ${ratio.toFixed(0)} times those of a sixth`);
  return found.size;
}

/** Milliseconds of each rule on a text, the best of up to ten rounds, and of the whole rating. */
function timesOf({ rateText, rules }, text, again = () => true) {
  const times = new Map();
  const timed = rules.map((rule) => ({
    ...rule,
    check(context) {
      let best = Infinity;
      for (let round = 0; round < 10 && (round === 0 || again(best)); round++) {
        const began = performance.now();
        checked(rule, context);
        best = Math.min(best, performance.now() - began);
      }
      times.set(rule.slug, best);
    },
  }));
  const began = performance.now();
  rateText("Dockerfile", text, { profile: "all", rules: timed });
  return { times, whole: performance.now() - began };
}
