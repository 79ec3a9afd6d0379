import { imageName } from "./image-name.ts";
import { releases } from "./releases.ts";
import { remember } from "./remember.ts";

/** The day that ends are judged by where no other is given, so that one text has one answer; it moves with each release. */
export const judgedOn = "2026-11-01";

const products: Readonly<Record<string, string>> = {
  "mcr.microsoft.com/dotnet/sdk": "dotnet",
  "mcr.microsoft.com/dotnet/aspnet": "dotnet",
  "mcr.microsoft.com/dotnet/runtime": "dotnet",
  "mcr.microsoft.com/dotnet/runtime-deps": "dotnet",
  "rockylinux/rockylinux": "rockylinux",
};

/** Distributions that other images name in their tags, such as `python:3.12-buster`. */
const inTags: readonly (readonly [RegExp, string])[] = [
  [/(?:^|-)(wheezy|jessie|stretch|buster|bullseye|bookworm|trixie)(?:-|$)/, "debian"],
  [/(?:^|-)(trusty|xenial|bionic|focal|jammy|noble)(?:-|$)/, "ubuntu"],
  [/(?:^|-)alpine(\d+\.\d+)(?:\.\d+)?(?:-|$)/, "alpine"],
];

export interface EndOfLife {
  readonly product: string;
  readonly release: string;
  /** The last day of support. */
  readonly since: string;
}

/** The product of the table that an image holds. */
export function productOf(name: string): string {
  return products[name] ?? name;
}

/** What of an image is past its end of life on a day (`YYYY-MM-DD`); null where nothing is, or nothing is known. */
export function endOfLife(reference: string, today: string): EndOfLife | null {
  return onDay(today)(reference);
}

const onDay = remember((today) =>
  remember((reference) => {
    const { name, tag } = imageName(reference);
    return ended(productOf(name), tag ?? "latest", today) ?? distributionEnded(tag ?? "", today);
  }),
);

function ended(product: string, tag: string, today: string): EndOfLife | null {
  const lines = linesOf(product);
  if (lines === null) return null;
  const release = lines.has("") ? "" : releaseOf(lines, tag);
  if (release === null) return null;
  const since = lines.get(release) ?? lastOf(lines, release);
  return since !== null && since !== "-" && since < today ? { product, release, since } : null;
}

function distributionEnded(tag: string, today: string): EndOfLife | null {
  for (const [pattern, product] of inTags) {
    const release = pattern.exec(tag)?.[1];
    if (release !== undefined) return ended(product, release, today);
  }
  return null;
}

const read = new Map<string, ReadonlyMap<string, string>>();

/** A product's release lines with the last day of each, newest first; null where the table has none. */
export function linesOf(product: string): ReadonlyMap<string, string> | null {
  let lines = read.get(product);
  if (lines === undefined) {
    const written = Object.hasOwn(releases, product) ? releases[product] : undefined;
    if (written === undefined) return null;
    lines = new Map(
      written
        .trim()
        .split(/\s+/)
        .map((line): [string, string] => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    read.set(product, lines);
  }
  return lines;
}

/** The release line that a tag begins with: `3.12` of `3.12.4-slim`, `18` of `18.20.1`, or a major that is not a line itself. */
function releaseOf(lines: ReadonlyMap<string, string>, tag: string): string | null {
  const head = /^v?(\d+(?:\.\d+)?|[a-z]+)/.exec(tag)?.[1];
  if (head === undefined) return null;
  if (lines.has(head)) return head;
  const major = head.split(".")[0] ?? head;
  if (head !== major && lines.has(major) && ![...lines.keys()].some((line) => line.startsWith(`${major}.`)))
    return major;
  return /^\d+$/.test(head) ? head : null;
}

/** The end of a whole major: that of its last line, or null where one of its lines lives on or none is known. */
function lastOf(lines: ReadonlyMap<string, string>, major: string): string | null {
  let last: string | null = null;
  for (const [line, since] of lines) {
    if (!line.startsWith(`${major}.`)) continue;
    if (since === "-") return null;
    if (last === null || since > last) last = since;
  }
  return last;
}
