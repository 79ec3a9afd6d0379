import { parse, TomlError } from "smol-toml";

import type { Reading } from "./problem.ts";

export function readToml(text: string, file: string): Reading<Record<string, unknown>> {
  try {
    return { value: parse(text), problem: null };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const says = `does not parse: ${(error.message.split("\n")[0] ?? "").replace(/^Invalid TOML document: /, "")}`;
    return { value: null, problem: { file, line: error.line, says } };
  }
}

/**
 * The line that sets a key in a table, or the table's own line, or 1. With `containing`, the first line from there on
 * that holds that text (an item of an array). The parser keeps no positions, so this reads the layout of the text.
 */
export function tomlLine(text: string, table: string, key?: string, containing?: string): number {
  const lines = text.split("\n");
  let inside = table === "";
  let tableLine = 0;
  let keyLine = 0;
  for (const [index, line] of lines.entries()) {
    const header = /^\s*\[([^\]]+)\]/.exec(line);
    if (header !== null) {
      inside = header[1]?.replaceAll(/^\[|["'\s]/g, "") === table;
      if (inside && tableLine === 0) tableLine = index + 1;
      if (keyLine !== 0) break;
      continue;
    }
    if (!inside) continue;
    const name = /^\s*["']?([\w.-]+)["']?\s*=/.exec(line)?.[1];
    if (keyLine === 0 && key !== undefined && name === key) keyLine = index + 1;
    if (
      containing !== undefined &&
      (keyLine !== 0 || key === undefined) &&
      line.toLowerCase().includes(containing.toLowerCase())
    )
      return index + 1;
  }
  return keyLine || tableLine || 1;
}
