import type { Comparison, SeaworthyRecord } from "../../core/record.ts";
import { bytes, counted } from "../../records/figures.ts";
import { type Html, markup } from "./escape.ts";
import { spared } from "./packages.ts";
import { instructionName } from "./treemap-data.ts";
import { treemaps } from "./treemap.ts";

/** Both images as bars on one scale, layer by layer, and the same as a table. */
export function comparison(record: SeaworthyRecord): Html | null {
  if (record.comparison === null) return null;
  const { multi, single, ratio } = record.comparison;
  const scale = Math.max(multi.bytes, single.bytes, 1);
  return markup`<section aria-labelledby="size"><h2 id="size">Size</h2>
<p class="lead">${bytes(multi.bytes)} in stages, ${bytes(single.bytes)} as one stage of the same application: ${Number(ratio.toFixed(2))} of its size.</p>
${side("In stages", multi, scale, "")}${side("As one stage", single, scale, "single")}${spared(record)}${treemaps(record)}</section>`;
}

function side(name: string, image: Comparison["multi"], scale: number, kind: string): Html {
  const layers = image.layers.filter((layer) => layer.bytes > 0);
  const parts = layers.map(
    (layer) =>
      markup`<i style="width:${((layer.bytes / scale) * 100).toFixed(2)}%" title="${bytes(layer.bytes)}: ${instructionName(layer.instruction)}"></i>`,
  );
  const rows = layers.map(
    (layer) =>
      markup`<tr><td class="n">${bytes(layer.bytes)}</td><td><code>${instructionName(layer.instruction)}</code></td></tr>`,
  );
  return markup`<h3>${name}: ${bytes(image.bytes)} <code class="soft">${image.image}</code></h3>
<div class="stack ${kind}" aria-hidden="true">${parts}</div>
<details><summary><span class="badge">LAYERS</span><span class="name">${counted(layers.length, "layer")} with content</span><span class="time"></span></summary><div class="inside scroll" role="region" aria-label="${name}: layers" tabindex="0"><table><thead><tr><th class="n">Size</th><th>Made by</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}
