import type { ServiceFacts } from "../core/facts.ts";

/** Reads one fact of `detail` that only this stack knows; an absent or different one is empty. */
export function detailText(facts: ServiceFacts, key: string): string | null {
  const value = facts.detail[key];
  return typeof value === "string" ? value : null;
}

export function detailList(facts: ServiceFacts, key: string): readonly string[] {
  const value = facts.detail[key];
  return typeof value === "object" && value !== null ? value : [];
}

export function detailFlag(facts: ServiceFacts, key: string): boolean {
  return facts.detail[key] === true;
}

/** What asked for the runtime's version, for the comment above the stage that is built on it. */
export function runtimeReason(facts: ServiceFacts): string {
  return facts.runtime.source === "default"
    ? "the default, as nothing asks for a version"
    : (placeOf(facts, "runtime") ?? facts.runtime.source);
}

/** `file:line` of a fact's evidence, for the comment above the line that rests on it. */
export function placeOf(facts: ServiceFacts, fact: string): string | null {
  const found = facts.evidence.find((e) => e.fact === fact);
  return found === undefined ? null : `${found.file}:${found.line}`;
}
