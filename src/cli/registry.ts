import type { Command, RouteMap } from "@stricli/core";
import type { CliContext } from "./context.ts";

type Loaded = Promise<{ readonly default: Command<CliContext> | RouteMap<CliContext> }>;

/** Every command by name. A module is loaded only when its command was typed. */
export const commands = {
  detect: (): Loaded => import("./commands/detect.ts"),
  init: (): Loaded => import("./commands/init.ts"),
  rate: (): Loaded => import("./commands/rate.ts"),
  fix: (): Loaded => import("./commands/fix.ts"),
  build: (): Loaded => import("./commands/build.ts"),
  up: (): Loaded => import("./commands/up.ts"),
  down: (): Loaded => import("./commands/down.ts"),
  prove: (): Loaded => import("./commands/prove.ts"),
  compare: (): Loaded => import("./commands/compare.ts"),
  inspect: (): Loaded => import("./commands/inspect.ts"),
  record: (): Loaded => import("./commands/record.ts"),
  report: (): Loaded => import("./commands/report.ts"),
  engine: (): Loaded => import("./commands/engine.ts"),
  bases: (): Loaded => import("./commands/bases.ts"),
  lsp: (): Loaded => import("./commands/lsp.ts"),
} as const;

export type CommandName = keyof typeof commands;

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

/** The command that a mistyped word is nearest to (two edits at most), or null. */
export function nearestCommand(word: string): CommandName | null {
  let best: { name: CommandName; distance: number } | null = null;
  for (const name of Object.keys(commands).filter(isCommandName)) {
    const distance = editDistance(word.toLowerCase(), name);
    if (distance <= Math.min(2, Math.floor(name.length / 2)) && (best === null || distance < best.distance))
      best = { name, distance };
  }
  return best?.name ?? null;
}

/** Insertions, deletions, replacements and swaps of neighbours from one word to another. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          at(i - 1, j) + 1,
          (row[j - 1] ?? 0) + 1,
          at(i - 1, j - 1) + (same ? 0 : 1),
          swapped ? at(i - 2, j - 2) + 1 : 9,
        ),
      );
    }
  }
  return at(a.length, b.length);
}
