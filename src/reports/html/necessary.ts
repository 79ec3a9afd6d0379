import type { Necessary } from "../../core/necessary.ts";
import type { SeaworthyRecord } from "../../core/record.ts";
import { bytes, counted } from "../../records/figures.ts";
import { type Html, markup } from "./escape.ts";

/** Rows that are shown; what is smaller says nothing to a reader. */
const mostRows = 40;

/** How far the image is from the files that its service opened: as a bar, and by package and folder. */
export function necessary({ necessary: told }: SeaworthyRecord): Html | null {
  if (told === undefined) return null;
  const head = markup`<h2 id="opened">What the service opened</h2>`;
  if ("notWatched" in told)
    return markup`<section aria-labelledby="opened">${head}<p>It was not watched: ${told.notWatched}</p></section>`;
  const share = ((100 * told.bytes) / Math.max(1, told.imageBytes)).toFixed(2);
  return markup`<section aria-labelledby="opened">${head}
<p class="lead">${counted(told.files, "file")} of ${told.imageFiles}, ${bytes(told.bytes)} of ${bytes(told.imageBytes)}, from its start to its stop.</p>
<div class="stack opened" aria-hidden="true"><i style="width:${share}%" title="${bytes(told.bytes)} opened"></i></div>
<p class="soft">Watched by ${told.how} while these were asked for: ${told.driven.join(", ")}. What another route, locale or error would open is not among them, so this is advice and nothing is removed for it.</p>
${groups(told)}</section>`;
}

function groups({ groups: all }: Necessary): Html | null {
  const left = all.filter((one) => one.bytes > one.openedBytes);
  if (left.length === 0) return null;
  const rows = left
    .slice(0, mostRows)
    .map(
      (one) =>
        markup`<tr><td>${one.name}</td><td class="n">${bytes(one.bytes - one.openedBytes)}</td><td class="n">${bytes(one.bytes)}</td><td class="n">${one.openedFiles} of ${one.files}</td><td>${one.kind}</td></tr>\n`,
    );
  const more = left.length - rows.length;
  return markup`<details class="quiet"><summary><span class="name"><strong>What lay there unopened, by package and folder</strong></span><span class="time"></span></summary><div class="inside"><div class="scroll tall" role="region" aria-label="Unopened, by package and folder" tabindex="0"><table><thead><tr><th>Name</th><th class="n">Unopened</th><th class="n">Size</th><th class="n">Files opened</th><th>Kind</th></tr></thead><tbody>${rows}</tbody></table></div>${more === 0 ? null : markup`<p class="soft">and ${counted(more, "smaller one")}</p>`}</div></details>`;
}
