import type { InspectedLinks } from "../../core/inspection.ts";
import type { FinalView, ImageConfig } from "../../formats/image-archive/index.ts";
import type { Program } from "../programs/collect.ts";
import { resolvePath } from "../resolve.ts";

const usualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The value of a variable of the image's environment; of several lines the last one counts. */
export function variable(config: ImageConfig, name: string): string | null {
  const line = config.env.findLast((one) => one.startsWith(`${name}=`));
  return line === undefined ? null : line.slice(name.length + 1);
}

/** The path of a program as the image's own PATH finds it, or null. */
export function findProgram(view: FinalView, config: ImageConfig, name: string): string | null {
  const at = (path: string): string | null => {
    const final = resolvePath(view, path);
    return final?.content != null ? `/${final.path}` : null;
  };
  if (name.startsWith("/")) return at(name);
  if (name.includes("/")) return at(`${config.workdir}/${name}`);
  for (const folder of (variable(config, "PATH") ?? usualPath).split(":")) {
    const found = folder === "" ? null : at(`${folder}/${name}`);
    if (found !== null) return found;
  }
  return null;
}

/** Every loader and script interpreter that a file asks for, and whether it is there. */
export function interpreters(
  programs: readonly Program[],
  view: FinalView,
  config: ImageConfig,
): InspectedLinks["interpreters"] {
  const rows = new Map<string, { interpreter: string; files: number; found: boolean; example: string }>();
  for (const { elf, script, final } of programs) {
    const named = elf?.interpreter ?? (script === null ? null : wantedBy(script));
    if (named === null) continue;
    const row = rows.get(named);
    if (row !== undefined) row.files += 1;
    else {
      const found = findProgram(view, config, named) !== null;
      rows.set(named, { interpreter: named, files: 1, found, example: final.path });
    }
  }
  return [...rows.values()].toSorted((a, b) => b.files - a.files || (a.interpreter < b.interpreter ? -1 : 1));
}

/** `#!/usr/bin/env -S python3 -u` asks for python3. */
function wantedBy([interpreter, argument]: readonly [string, string]): string {
  if (!interpreter.endsWith("/env") || argument === "") return interpreter;
  const words = argument.split(" ").filter((word) => !word.startsWith("-") && !word.includes("="));
  return words[0] ?? interpreter;
}

/** What the image starts, and what would keep it from starting. */
export function startOf(programs: readonly Program[], view: FinalView, config: ImageConfig): InspectedLinks["start"] {
  const argv = [...(config.entrypoint ?? []), ...(config.cmd ?? [])];
  const [name] = argv;
  if (name === undefined) return null;
  const path = findProgram(view, config, name);
  if (path === null) return { argv, path: null, problem: `${name} is not in the image` };
  const program = programs.find((one) => `/${one.final.path}` === path);
  const final = view.get(path);
  const answer = (problem: string | null): InspectedLinks["start"] => ({ argv, path, problem });
  if (final !== null && (final.entry.mode & 0o111) === 0) return answer(`${path} is not executable`);
  if (program === undefined) return answer(null);
  const needed = program.elf?.interpreter ?? (program.script === null ? null : wantedBy(program.script));
  if (needed === null) return answer(null);
  if (needed.includes("\r")) return answer(`the first line of ${path} ends in a carriage return`);
  return answer(
    findProgram(view, config, needed) === null ? `${path} needs ${needed}, which is not in the image` : null,
  );
}
