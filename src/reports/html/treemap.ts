import type { RecordedContents } from "../../core/recorded-build.ts";
import type { SeaworthyRecord } from "../../core/record.ts";
import { bytes } from "../../records/figures.ts";
import { type Html, json, markup } from "./escape.ts";
import { byFolder, byPackage, type MapNode } from "./treemap-data.ts";

/** Both images as areas on one scale, to be walked down by layer, folder and package; the same as tables. */
export function treemaps({ contents, comparison }: SeaworthyRecord): Html | null {
  if (contents === undefined || (contents.multi === null && contents.single === null)) return null;
  const images = [
    { id: "multi", name: "In stages", tag: comparison?.multi.image, contents: contents.multi },
    { id: "single", name: "As one stage", tag: comparison?.single.image, contents: contents.single },
  ].flatMap((one) => (one.contents === null ? [] : [{ ...one, contents: one.contents }]));
  const data = Object.fromEntries(
    images.map((one) => [one.id, { folder: byFolder(one.contents), package: byPackage(one.contents) }]),
  );
  return markup`<h3 id="inside">What fills them</h3>
<p class="soft">${images.length > 1 ? "Areas are drawn to one scale: the same area is the same number of bytes in both. " : null}<span data-scripted hidden>Choose a part to go into it; arrow keys walk, Enter goes in, Escape goes back out.</span></p>
<fieldset class="modes" data-scripted hidden><legend class="away">Divide by</legend><label><input type="radio" name="mode" value="folder" checked> by layer and folder</label><label><input type="radio" name="mode" value="package"> by package</label></fieldset>
${images.map((one) => picture(one.id, one.name, one.contents))}
<script type="application/json" id="contents-data">${json(data)}</script>`;
}

function picture(id: string, name: string, contents: RecordedContents): Html {
  const tree = byFolder(contents);
  return markup`<div class="map" data-map="${id}"><h4>${name} <span class="soft">${bytes(tree.b)} in ${tree.f.toLocaleString("en")} files</span></h4>
<nav aria-label="Place in the image: ${name}" data-scripted hidden><ol class="crumbs"></ol></nav>
<div class="area" role="group" aria-label="${name}: parts by size" data-scripted hidden></div>
<p class="told soft" data-scripted hidden></p>
<details class="quiet"><summary><span class="name">The same as a table</span></summary><div class="inside">${contents.read === "files" ? markup`<p class="soft">Read as the finished file system in a container: saving so large an image takes seconds, and the engine does not show its layers as folders. What they brought stands above.</p>` : null}<div class="scroll" role="region" aria-label="${name}: contents" tabindex="0"><table class="tree"><thead><tr><th class="n">Size</th><th class="n">Files</th><th>What</th></tr></thead><tbody>${rows(tree, 0)}</tbody></table></div></div></details></div>`;
}

function rows(of: MapNode, depth: number): Html {
  return markup`${(of.p ?? []).map(
    (one) =>
      markup`<tr><td class="n">${bytes(one.b)}</td><td class="n">${one.f === 0 ? "" : one.f}</td><td class="d${Math.min(depth, 7)}"><code>${one.t ?? one.n}</code></td></tr>${depth < 3 ? rows(one, depth + 1) : null}`,
  )}`;
}
