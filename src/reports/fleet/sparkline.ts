import { type Html, markup } from "../html/escape.ts";

/** The drawing's own units; the style sheet gives its size. */
const width = 240;
const height = 48;
const inset = 5;
/** Points of a line, and columns of bars: more cannot be told apart at this size. */
const most = 60;

/** A value over the records, oldest first; null where it was not measured. `low` and `high` are the scale's ends. */
export interface Series {
  readonly values: readonly (number | null)[];
  readonly low: number;
  readonly high: number;
}

/** A line over the records, broken where nothing was measured, a dot at its end. `says` is what it shows, in words. */
export function line({ values, low, high }: Series, says: string): Html {
  const points = thinned(values);
  const x = (at: number): number =>
    points.length < 2 ? width - inset : Math.round(inset + (at / (points.length - 1)) * (width - 2 * inset));
  const y = (value: number): number =>
    Math.round(high === low ? height / 2 : height - inset - ((value - low) / (high - low)) * (height - 2 * inset));
  let path = "";
  let drawing = false;
  for (const [at, value] of points.entries()) {
    if (value !== null) path += `${drawing ? "L" : "M"}${x(at)} ${y(value)}`;
    drawing = value !== null;
  }
  const last = points.findLastIndex((value) => value !== null);
  const end = points[last] ?? null;
  return markup`<svg class="spark" viewBox="0 0 ${width} ${height}" preserveAspectRatio="xMinYMid" role="img"><title>${says}</title><path d="${path}"/>${
    end === null ? null : markup`<circle cx="${x(last)}" cy="${y(end)}" r="4"/>`
  }</svg>`;
}

/** What of each record passed, failed and was skipped, as columns from the ground: failed lowest, where they are seen first. */
export function bars(
  counts: readonly { readonly good: number; readonly bad: number; readonly open: number }[],
  says: string,
): Html {
  const columns = worstOf(counts);
  const highest = Math.max(1, ...columns.map((one) => one.good + one.bad + one.open));
  const step = width / Math.max(columns.length, 12);
  const paths = { bad: "", open: "", good: "" };
  for (const [at, one] of columns.entries()) {
    const x = Math.round(width - (columns.length - at - 0.5) * step);
    let ground = height;
    for (const tone of ["bad", "open", "good"] as const) {
      const top = ground - (one[tone] / highest) * height;
      if (one[tone] > 0) paths[tone] += `M${x} ${Math.round(ground)}V${Math.round(top)}`;
      ground = top;
    }
  }
  const stroke = Math.max(1, Math.floor(step * 0.8));
  const drawn = (["good", "open", "bad"] as const)
    .filter((tone) => paths[tone] !== "")
    .map((tone) => markup`<path class="${tone}" d="${paths[tone]}"/>`);
  return markup`<svg class="spark bars" viewBox="0 0 ${width} ${height}" preserveAspectRatio="xMinYMid" stroke-width="${stroke}" role="img"><title>${says}</title>${drawn}</svg>`;
}

/** At most {@link most} of the values: the ends, and of each stretch between its lowest and its highest, so that no peak is lost. */
function thinned(values: readonly (number | null)[]): readonly (number | null)[] {
  if (values.length <= most) return values;
  const kept: (number | null)[] = [values[0] ?? null];
  for (const stretch of stretches(values.slice(1, -1), (most - 2) / 2)) {
    const known = stretch.filter((value) => value !== null);
    const [low, high] = [Math.min(...known), Math.max(...known)];
    if (known.length === 0) kept.push(null);
    else if (stretch.indexOf(low) <= stretch.indexOf(high)) kept.push(low, high);
    else kept.push(high, low);
  }
  return [...kept, values.at(-1) ?? null];
}

/** At most {@link most} columns, the last record by itself; of each stretch the record that failed most. */
function worstOf<T extends { readonly bad: number; readonly open: number }>(counts: readonly T[]): readonly T[] {
  const last = counts.at(-1);
  if (counts.length <= most || last === undefined) return counts;
  const worse = (a: T, b: T): T => ((b.bad - a.bad || b.open - a.open) > 0 ? b : a);
  return [...stretches(counts.slice(0, -1), most - 1).map((stretch) => stretch.reduce(worse)), last];
}

function stretches<T>(values: readonly T[], count: number): readonly (readonly T[])[] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, at) =>
    values.slice(Math.round(at * size), Math.round((at + 1) * size)),
  ).filter((stretch) => stretch.length > 0);
}
