import type { RecordedContents, RecordedPackage } from "../../core/recorded-build.ts";
import type { SeaworthyRecord } from "../../core/record.ts";
import { bytes, counted } from "../../records/figures.ts";
import { type Html, markup } from "./escape.ts";
import { instructionName, kindName } from "./treemap-data.ts";

/** Every package of the image with what it weighs and the layer that brought it, and those that staging left out. */
export function packages({ contents }: SeaworthyRecord): Html | null {
  const [multi, single] = [contents?.multi ?? null, contents?.single ?? null];
  if (multi === null || multi.packages.length === 0) return null;
  const out = leftOut(multi, single);
  const weight = weightOf(out);
  return markup`<section aria-labelledby="packages"><h2 id="packages">Packages</h2>
<p class="lead">${byKind(multi.packages)} ${multi.packages.length === 1 ? "is" : "are"} in the image.</p>
${table("Packages in the image", multi.packages, multi)}
${
  out.length === 0
    ? null
    : markup`<details class="quiet"><summary><span class="name"><strong>${counted(out.length, "package")} that only the single-stage image has</strong></span><span class="time"></span><span class="said">${weight === 0 ? "" : `${bytes(weight)} by their own file lists`}</span></summary><div class="inside">${table("Packages that staging left out", out, null)}</div></details>`
}</section>`;
}

function leftOut(multi: RecordedContents, single: RecordedContents | null): readonly RecordedPackage[] {
  const known = new Set(multi.packages.map(identity));
  return (single?.packages ?? []).filter((one) => !known.has(identity(one)));
}

function weightOf(list: readonly RecordedPackage[]): number {
  return list.reduce((sum, one) => sum + (one.bytes ?? 0), 0);
}

/** What staging left out, in words. */
export function spared({ contents }: SeaworthyRecord): Html | null {
  const multi = contents?.multi ?? null;
  const out = multi === null ? [] : leftOut(multi, contents?.single ?? null);
  if (out.length === 0) return null;
  return markup`<p>${counted(out.length, "package")} of the single-stage image ${out.length === 1 ? "is" : "are"} not in the one that is shipped: ${bytes(weightOf(out))} by their own file lists.</p>`;
}

function identity(one: RecordedPackage): string {
  return `${one.kind} ${one.name.toLowerCase().replace(/[-_.]+/g, "-")}`;
}

function byKind(list: readonly RecordedPackage[]): string {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(kindName(one.kind), (counts.get(kindName(one.kind)) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
}

function table(title: string, list: readonly RecordedPackage[], image: RecordedContents | null): Html {
  const sorted = list.toSorted((a, b) => (b.bytes ?? -1) - (a.bytes ?? -1) || (a.name < b.name ? -1 : 1));
  const rows = sorted.map((one) => {
    const layer = one.layer === null ? null : (image?.layers[one.layer]?.instruction ?? null);
    const brought =
      image === null
        ? null
        : markup`<td>${layer === null ? null : markup`<code>${cut(instructionName(layer))}</code>`}</td>`;
    return markup`<tr><td>${one.name}</td><td class="n" data-sort="${one.bytes ?? -1}">${one.bytes === null ? "" : bytes(one.bytes)}</td><td>${one.version ?? ""}</td><td>${kindName(one.kind).replace(/ packages$/, "")}</td>${brought}</tr>\n`;
  });
  return markup`<div class="finder"><p class="find" data-scripted hidden><label>Search <input type="search" autocomplete="off" spellcheck="false" aria-label="Search: ${title}"></label> <span class="soft" role="status"></span></p><div class="scroll tall" role="region" aria-label="${title}" tabindex="0"><table class="sortable"><thead><tr><th>Name</th><th class="n" aria-sort="descending">Size</th><th>Version</th><th>Kind</th>${image === null ? null : markup`<th>Brought by</th>`}</tr></thead><tbody>${rows}</tbody></table></div></div>`;
}

function cut(text: string): string {
  return text.length > 56 ? `${text.slice(0, 55)}…` : text;
}
