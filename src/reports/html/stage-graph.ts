import type { RecordedDockerfile, RecordedStage, StageInput } from "../../core/recorded-build.ts";
import type { SeaworthyRecord } from "../../core/record.ts";
import { counted } from "../../records/figures.ts";
import { type Html, markup } from "./escape.ts";

interface Box {
  readonly name: string;
  readonly sub: string;
  readonly kind: RecordedStage["role"] | "image";
  readonly row: number;
  x: number;
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly input: StageInput;
}

const width = 216;
const height = 54;
const across = 36;
const down = 74;
/** Room that a letter of a label takes. */
const letter = 7;

/** The stages as a graph, and the same in sentences. */
export function stages({ dockerfile }: SeaworthyRecord): Html | null {
  if (dockerfile === undefined || dockerfile.stages.length === 0) return null;
  const final = dockerfile.stages.find((one) => one.role === "final");
  const shipped = dockerfile.stages.filter((one) => one.role === "final" || one.role === "base");
  return markup`<section aria-labelledby="stages"><h2 id="stages">Stages</h2>
<p class="lead">${counted(dockerfile.stages.length, "stage")}; the image is ${final?.name ?? "the last"}${
    shipped.length > 1
      ? `, which stands on ${shipped
          .filter((one) => one !== final)
          .map((one) => one.name)
          .join(", ")}`
      : ""
  }. Of the others only what is copied is shipped.</p>
<div class="scroll graph" role="region" aria-label="Stage graph" tabindex="0">${picture(dockerfile)}</div>
<ul class="plain">${dockerfile.stages.map(sentence)}</ul></section>`;
}

function sentence(stage: RecordedStage): Html {
  const role = {
    final: "is what is shipped",
    base: "is shipped as the base of the last",
    source: "is built to take files from, and not shipped",
    unused: "is never built: nothing that is shipped needs it",
  }[stage.role];
  const words = { from: "stands on", copy: "takes", mount: "mounts" } as const;
  const takes = stage.inputs.map(
    (one, at) =>
      markup`${at === 0 ? null : ", "}${words[one.through]} ${one.what === "" ? null : markup`<code>${one.what}</code> from `}<code>${one.from || "a name that the file does not tell"}</code>${one.through === "from" ? null : markup` <span class="soft">(line ${one.line})</span>`}`,
  );
  return markup`<li><strong>${stage.name}</strong> <span class="soft">line ${stage.line}, ${counted(stage.instructions, "instruction")}</span> ${role}; ${takes}</li>`;
}

function picture({ stages: list }: RecordedDockerfile): Html {
  const boxes = layOut(list);
  const arrows = list.flatMap((stage) =>
    stage.inputs.map((input): Arrow => ({ from: key(input), to: `stage ${stage.name}`, input })),
  );
  const all = [...boxes.values()];
  const labels = labelsOf(arrows, boxes);
  const wide =
    Math.max(...all.map((one) => one.x + width), ...labels.map((one) => one.x + one.text.length * letter)) + 8;
  const high = (Math.max(...all.map((one) => one.row)) + 1) * (height + down) - down + 8;
  return markup`<svg viewBox="-4 -4 ${wide} ${high}" width="${wide}" height="${high}" role="img" aria-label="Stage graph: ${list.map((one) => one.name).join(", ")}. The sentences below say the same.">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" class="tip"/></marker></defs>
${arrows.map((one) => arrow(one, boxes))}${labels.map(({ x, y, text }) => markup`<text class="edge-label" x="${x}" y="${y}">${text}</text>`)}${all.map(box)}</svg>`;
}

function key(input: StageInput): string {
  return `${input.stage ? "stage" : "image"} ${input.from}`;
}

/** Rows by the longest way from an image; in a row the order of the file, each row in the middle. */
function layOut(list: readonly RecordedStage[]): Map<string, Box> {
  const boxes = new Map<string, Box>();
  const put = (id: string, one: Omit<Box, "x">): void => void (boxes.has(id) || boxes.set(id, { ...one, x: 0 }));
  for (const stage of list) {
    let row = 0;
    for (const input of stage.inputs) {
      if (!input.stage) put(key(input), { name: input.from || "?", sub: "image", kind: "image", row: 0 });
      row = Math.max(row, (boxes.get(key(input))?.row ?? -1) + 1);
    }
    const sub = `${counted(stage.instructions, "instruction")}${stage.role === "final" ? ", shipped" : ""}`;
    put(`stage ${stage.name}`, { name: stage.name, sub, kind: stage.role, row });
  }
  const rows = grouped(boxes);
  const widest = Math.max(...[...rows.values()].map((row) => row.length));
  const full = widest * (width + across) - across;
  for (const row of rows.values()) {
    const start = (full - (row.length * (width + across) - across)) / 2;
    for (const [at, one] of row.entries()) one.x = start + at * (width + across);
  }
  return boxes;
}

function grouped(boxes: ReadonlyMap<string, Box>): Map<number, Box[]> {
  const rows = new Map<number, Box[]>();
  for (const one of boxes.values()) rows.set(one.row, [...(rows.get(one.row) ?? []), one]);
  return rows;
}

function arrow({ from, to, input }: Arrow, boxes: ReadonlyMap<string, Box>): Html | null {
  const [a, b] = [boxes.get(from), boxes.get(to)];
  if (a === undefined || b === undefined || a === b) return null;
  const [x1, y1] = [a.x + width / 2, a.row * (height + down) + height];
  const [x2, y2] = [b.x + width / 2, b.row * (height + down) - 2];
  const bend = (y2 - y1) / 2;
  return markup`<path class="edge ${input.through}" d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}" marker-end="url(#tip)"/>`;
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** What is taken stands under the box that it is taken from, to the right of the arrow; more than fits is counted. */
function labelsOf(arrows: readonly Arrow[], boxes: ReadonlyMap<string, Box>): readonly Label[] {
  return [...boxes].flatMap(([id, one]) => {
    const texts = [...new Set(arrows.filter((a) => a.from === id && a.input.what !== "").map((a) => a.input.what))];
    const shown = texts.length > 3 ? [...texts.slice(0, 2), `and ${texts.length - 2} more`] : texts;
    const y = one.row * (height + down) + height + 17;
    return shown.map((text, at) => ({ x: one.x + width / 2 + 10, y: y + at * 15, text: short(text, 34) }));
  });
}

function box({ name, sub, kind, row, x }: Box): Html {
  const y = row * (height + down);
  return markup`<g class="box ${kind}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="7"/><text x="${x + width / 2}" y="${y + 23}" text-anchor="middle" class="box-name">${short(name, 28)}</text><text x="${x + width / 2}" y="${y + 41}" text-anchor="middle" class="box-sub">${sub}</text></g>`;
}

/** The end of a name tells more than its middle. */
function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 13)}…${text.slice(-12)}`;
}
