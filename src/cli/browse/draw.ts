import { bytes } from "../../records/figures.ts";
import { columns, fit, plain } from "../../reports/terminal/lines.ts";
import { paint } from "../../reports/terminal/paint.ts";
import type { BrowseState } from "./state.ts";
import type { Row, Status } from "./tree.ts";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Lines of files that fit on a screen: all but the title, the head of the list and the line of keys. */
export function pageOf(size: Size): number {
  return Math.max(1, size.rows - 3);
}

/** One screen: layers and what is known of the one that is chosen on the left, its files on the right. */
export function draw(state: BrowseState, size: Size, color: boolean): readonly string[] {
  const look = paint(color);
  const left = Math.max(24, Math.min(60, Math.floor(size.columns * 0.42)));
  const right = size.columns - left - 3;
  const height = pageOf(size);
  const { image, efficiency, wastedBytes } = state.contents.inspection;
  const title = `${plain(image.name)}  ${bytes(image.bytes)}, ${(efficiency * 100).toFixed(1)} % of use, ${bytes(wastedBytes)} wasted`;
  const layersHead = `Layers (${state.together ? "all up to here" : "one"})`;
  const off = [...state.hidden].map((one) => (one === "same" ? "unchanged" : one)).join(", ");
  const filesHead = `Files${off === "" ? "" : `, without ${off}`}${state.filter === "" && !state.typing ? "" : `  /${plain(state.filter)}${state.typing ? "▏" : ""}`}`;
  const one = layerLines(state, height, left);
  const other = fileLines(state, height, right);
  const head = (text: string, width: number, active: boolean): string =>
    (active ? look.bold : look.dim)(padded(text, width));
  return [
    look.bold(fit(title, size.columns)),
    `${head(layersHead, left, state.pane === "layers")} │ ${head(filesHead, right, state.pane === "files")}`,
    ...Array.from({ length: height }, (_, at) => {
      const layer = one[at] ?? { text: "", chosen: false };
      const file = other[at];
      const text = padded(layer.text, left);
      return `${layer.chosen ? look.cyan(text) : text} │ ${file === undefined ? "" : toned(file.text, file.status, file.chosen, look)}`;
    }),
    look.dim(fit(keysOf(state), size.columns)),
  ];
}

function keysOf({ pane, typing }: BrowseState): string {
  if (typing) return "type to filter · Enter keep · Esc clear";
  return pane === "layers"
    ? "Tab files · ↑↓ layer · ^L this layer · ^A all layers up to it · ^F filter · q quit"
    : "Tab layers · ↑↓ move · Space fold · ^Space fold all · ^A added · ^R deleted · ^M changed · ^U unchanged · ^F filter · q quit";
}

function padded(text: string, width: number): string {
  const cut = fit(text, width);
  return cut + " ".repeat(Math.max(0, width - columns(cut)));
}

function layerLines(state: BrowseState, height: number, width: number): readonly { text: string; chosen: boolean }[] {
  const { layers } = state.contents.inspection;
  const details = detailLines(state, width);
  const room = Math.max(1, height - details.length - 1);
  const from = windowFrom(state.layer, layers.length, room);
  const rows = layers.slice(from, from + room).map((layer, at) => {
    const index = from + at;
    const mark = index === state.layer ? "●" : state.together && index < state.layer ? "│" : " ";
    return {
      text: `${mark} ${bytes(layer.size).padStart(8)}  ${plain(layer.instruction) || "?"}`,
      chosen: index === state.layer,
    };
  });
  return [...rows, { text: "", chosen: false }, ...details.map((text) => ({ text, chosen: false }))];
}

function detailLines({ contents, layer }: BrowseState, width: number): readonly string[] {
  const chosen = contents.inspection.layers[layer];
  if (chosen === undefined) return [];
  const instruction = plain(chosen.instruction);
  const wrapped = Array.from({ length: Math.min(3, Math.ceil(instruction.length / width)) }, (_, at) =>
    instruction.slice(at * width, (at + 1) * width),
  );
  return [
    ...wrapped,
    chosen.digest,
    `${chosen.added} added, ${chosen.changed} changed, ${chosen.deleted} deleted`,
    `${bytes(chosen.wastedBytes)} of ${bytes(chosen.size)} wasted`,
  ];
}

/** The first row of a window that shows the chosen one, which moves by half pages. */
function windowFrom(chosen: number, count: number, room: number): number {
  if (count <= room) return 0;
  return Math.max(0, Math.min(chosen - Math.floor(room / 2), count - room));
}

function fileLines(
  { rows, cursor, folded, pane }: BrowseState,
  height: number,
  width: number,
): readonly { text: string; status: Status; chosen: boolean }[] {
  const from = windowFrom(cursor, rows.length, height);
  return rows.slice(from, from + height).map((row, at) => ({
    text: padded(
      `${pane === "files" && from + at === cursor ? "›" : " "}${fileText(row, folded.has(row.node.path))}`,
      width,
    ),
    status: row.node.status,
    chosen: pane === "files" && from + at === cursor,
  }));
}

const marks: Readonly<Record<Status, string>> = { added: "+", changed: "~", deleted: "-", same: " " };

function fileText({ node, depth }: Row, folded: boolean): string {
  const { entry } = node;
  const owner = entry === null ? "" : `${entry.uid}:${entry.gid}`;
  const arrow = node.children.size === 0 ? "  " : folded ? "▸ " : "▾ ";
  const link = entry?.link ? ` -> ${plain(entry.link)}` : "";
  const mode = entry === null ? "".padEnd(10) : permissions(entry.type, entry.mode);
  return `${marks[node.status]} ${mode} ${owner.padStart(11)} ${bytes(node.bytes).padStart(8)}  ${"  ".repeat(depth)}${arrow}${plain(node.name)}${link}`;
}

/** `drwxr-xr-x`, as ls writes it. */
export function permissions(type: string, mode: number): string {
  const kind =
    type === "directory" ? "d" : type === "symlink" ? "l" : type === "character" ? "c" : type === "block" ? "b" : "-";
  const three = (bits: number, special: boolean, letter: string): string => {
    const run = (bits & 1) !== 0;
    return `${(bits & 4) !== 0 ? "r" : "-"}${(bits & 2) !== 0 ? "w" : "-"}${special ? (run ? letter : letter.toUpperCase()) : run ? "x" : "-"}`;
  };
  return `${kind}${three(mode >> 6, (mode & 0o4000) !== 0, "s")}${three(mode >> 3, (mode & 0o2000) !== 0, "s")}${three(mode, (mode & 0o1000) !== 0, "t")}`;
}

function toned(text: string, status: Status, chosen: boolean, look: ReturnType<typeof paint>): string {
  const tone = { added: look.green, changed: look.yellow, deleted: look.red, same: (same: string) => same }[status];
  return chosen ? look.bold(tone(text)) : tone(text);
}
