import type { SystemPackages } from "../../core/facts.ts";

/** Debian packages that npm packages need beside what npm brings. Source: each project's installation page. */
const needs: Readonly<Record<string, { readonly build: readonly string[]; readonly run: readonly string[] }>> = {
  "@prisma/client": { build: ["openssl"], run: ["openssl"] },
  puppeteer: { build: [], run: ["chromium"] },
  "pg-native": { build: ["gcc", "libpq-dev", "make", "g++", "python3"], run: ["libpq5"] },
  "fluent-ffmpeg": { build: [], run: ["ffmpeg"] },
  "node-rdkafka": { build: ["g++", "make", "python3"], run: ["libssl3"] },
};

export function nodeSystemPackages(
  dependencies: readonly string[],
): SystemPackages & { readonly because: readonly string[] } {
  const found = dependencies.flatMap((name) => (needs[name] === undefined ? [] : [{ name, need: needs[name] }]));
  const all = (pick: (need: { build: readonly string[]; run: readonly string[] }) => readonly string[]): string[] =>
    [...new Set(found.flatMap((f) => pick(f.need)))].sort();
  return {
    build: all((need) => need.build),
    run: all((need) => need.run),
    because: found.map((f) => `${f.name} needs ${[...new Set([...f.need.run, ...f.need.build])].join(", ")}`),
  };
}
