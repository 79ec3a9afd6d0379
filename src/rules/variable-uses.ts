import type { Span } from "../core/span.ts";
import { rememberBy } from "./knowledge/remember.ts";
import { lowerBound } from "../core/lower-bound.ts";
import type { FileView } from "./view.ts";

/** Where a text of the file writes `$NAME` or `${NAME`, by the word that follows the dollar, in order. */
const usesOf = rememberBy((view: FileView): ReadonlyMap<string, readonly Span[]> => {
  const uses = new Map<string, Span[]>();
  for (const found of view.text.matchAll(/\$\{?(\w+)/g)) {
    const [whole, name = ""] = found;
    const use = { start: found.index + whole.length - name.length, end: found.index + whole.length };
    const list = uses.get(name);
    if (list === undefined) uses.set(name, [use]);
    else list.push(use);
  }
  return uses;
});

/** Where a variable is written with a dollar before it, in comments too; each span is that of the bare name. */
export function variableUses(view: FileView, name: string): readonly Span[] {
  return usesOf(view).get(name) ?? none;
}

const none: readonly Span[] = [];

/** Whether a variable is written with a dollar before it between two offsets. */
export function isUsed(view: FileView, name: string, from: number, to: number): boolean {
  const head = /^\w*/.exec(name)?.[0] ?? "";
  const uses = variableUses(view, head);
  for (let at = lowerBound(uses, from); at < uses.length; at++) {
    const { start } = uses[at] ?? { start: to };
    if (start + name.length > to) return false;
    if (
      head === name ||
      (view.text.startsWith(name, start) &&
        !/\w\w/.test(view.text.slice(start + name.length - 1, start + name.length + 1)))
    )
      return true;
  }
  return false;
}
