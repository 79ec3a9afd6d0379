import type { Position } from "../../core/span.ts";
import { columns, fit, plain } from "./lines.ts";
import type { Paint } from "./paint.ts";

/** The lines around a place in a text, with the place underlined: one line before it and at most three of its own. */
export function codeFrame(
  lines: readonly string[],
  from: Position,
  to: Position,
  width: number,
  paint: Paint,
): string[] {
  const last = Math.min(to.line, from.line + 2, lines.length);
  const digits = String(last).length;
  const room = Math.max(20, width - digits - 7);
  const out: string[] = [];
  for (let line = Math.max(1, from.line - 1); line <= last; line += 1) {
    const source = lines[line - 1] ?? "";
    const shown = fit(plain(source.replaceAll("\t", "  ")), room);
    const own = line >= from.line;
    out.push(`${own ? paint.red(">") : " "} ${paint.dim(`${String(line).padStart(digits)} |`)} ${shown}`.trimEnd());
    if (!own) continue;
    const start = line === from.line ? from.column - 1 : source.length - source.trimStart().length;
    const end = line === to.line ? to.column - 1 : source.length;
    const before = columns(plain(source.slice(0, start).replaceAll("\t", "  ")));
    const under = Math.min(
      Math.max(1, columns(plain(source.slice(start, Math.max(start, end)).replaceAll("\t", "  ")))),
      Math.max(1, room - before),
    );
    if (before < room)
      out.push(`  ${paint.dim(`${" ".repeat(digits)} |`)} ${" ".repeat(before)}${paint.red("^".repeat(under))}`);
  }
  if (to.line > last) out.push(`  ${paint.dim(`${" ".repeat(digits)} | … to line ${to.line}`)}`);
  return out;
}
