import type { FleetPoint } from "../../core/fleet.ts";
import { bytes, counted, outOfTen } from "../../records/figures.ts";
import { type Html, markup } from "../html/escape.ts";
import { bars, line, type Series } from "./sparkline.ts";

/** The trends of one service over its records: size, scores, claims, each with its newest figure and its change. */
export function trends(points: readonly FleetPoint[]): Html {
  return markup`<dl class="trends">${[size(points), score(points, "security"), score(points, "efficiency"), claims(points)]}</dl>`;
}

function size(points: readonly FleetPoint[]): Html {
  const values = points.map((one) => one.bytes);
  const known = values.filter((value) => value !== null);
  const high = Math.max(0, ...known);
  // A scale that begins near the smallest would make mountains of noise.
  const low = Math.min(high * 0.8, ...known);
  const says = told("Size", points, values, bytes);
  return trend("Size", shown(values, bytes), change(values, signedBytes), drawn({ values, low, high }, says));
}

function score(points: readonly FleetPoint[], name: "security" | "efficiency"): Html {
  const values = points.map((one) => one[name]);
  const label = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const says = told(label, points, values, outOfTen);
  return trend(label, shown(values, outOfTen), change(values, signed), drawn({ values, low: 0, high: 10 }, says));
}

function claims(points: readonly FleetPoint[]): Html {
  const newest = points.at(-1)?.verdicts ?? { PASS: 0, FAIL: 0, SKIPPED: 0 };
  const total = newest.PASS + newest.FAIL + newest.SKIPPED;
  const columns = points.map(({ verdicts }) => ({ good: verdicts.PASS, bad: verdicts.FAIL, open: verdicts.SKIPPED }));
  const failing = points.filter((one) => one.verdicts.FAIL > 0).length;
  const says = `Claims over ${counted(points.length, "record")}: newest ${newest.PASS} proved, ${newest.FAIL} failed, ${newest.SKIPPED} skipped; ${counted(failing, "record")} with a failed claim`;
  return trend(
    "Claims proved",
    `${newest.PASS} of ${total}`,
    change(
      points.map((one) => one.verdicts.PASS),
      signed,
    ),
    points.length > 1 ? bars(columns, says) : null,
  );
}

/** Nothing is drawn of what was measured once or never: the figure says it. */
function drawn(series: Series, says: string): Html | null {
  return series.values.filter((value) => value !== null).length > 1 ? line(series, says) : null;
}

function trend(name: string, value: string, changed: string | null, drawing: Html | null): Html {
  return markup`<div><dt>${name}</dt><dd><strong>${value}</strong>${changed === null ? null : markup` <small>${changed}</small>`}${drawing}</dd></div>`;
}

/** The newest figure that was measured; a dash, told in words, where there is none. */
function shown(values: readonly (number | null)[], form: (value: number) => string): string {
  const last = values.at(-1) ?? null;
  return last === null ? "not measured" : form(last);
}

/** What the newest record changed against the one before it that was measured. */
function change(values: readonly (number | null)[], form: (value: number) => string): string | null {
  const [before, last] = values.filter((value) => value !== null).slice(-2);
  if (before === undefined || last === undefined || (values.at(-1) ?? null) === null) return null;
  return last === before ? "as before" : form(last - before);
}

function told(
  name: string,
  points: readonly FleetPoint[],
  values: readonly (number | null)[],
  form: (value: number) => string,
): string {
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, date: points[at]?.date ?? "" }]));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return `${name}: not measured`;
  if (known.length === 1) return `${name}: ${form(last.value)} on ${last.date}, one record`;
  const all = known.map((one) => one.value);
  return `${name} over ${known.length} records: from ${form(first.value)} on ${first.date} to ${form(last.value)} on ${last.date}; least ${form(Math.min(...all))}, most ${form(Math.max(...all))}`;
}

const sign = (value: number): string => (value > 0 ? "+" : "−");
const signedBytes = (value: number): string => `${sign(value)}${bytes(Math.abs(value))}`;
const signed = (value: number): string => `${sign(value)}${Number(Math.abs(value).toFixed(1))}`;
