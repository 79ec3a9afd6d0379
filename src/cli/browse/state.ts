import type { ImageContents } from "../../core/image-contents.ts";
import { type Row, rowsOf, type Status, type TreeNode, treeAt } from "./tree.ts";

/** What the browser shows. A new one is made for each key. */
export interface BrowseState {
  readonly contents: ImageContents;
  readonly pane: "layers" | "files";
  readonly layer: number;
  /** Show what all layers up to this one changed, not this one alone. */
  readonly together: boolean;
  readonly tree: TreeNode;
  readonly rows: readonly Row[];
  readonly cursor: number;
  readonly hidden: ReadonlySet<Status>;
  readonly folded: ReadonlySet<string>;
  readonly filter: string;
  readonly typing: boolean;
  readonly done: boolean;
}

/** A key as node:readline names it. */
export interface Key {
  readonly name: string;
  readonly ctrl: boolean;
  /** The character that it types; empty for others. */
  readonly text: string;
}

export function startState(contents: ImageContents): BrowseState {
  return shown({
    contents,
    pane: "layers",
    layer: 0,
    together: false,
    tree: treeAt(contents.layers, 0, false),
    rows: [],
    cursor: 0,
    hidden: new Set(),
    folded: new Set(),
    filter: "",
    typing: false,
    done: false,
  });
}

function shown(state: BrowseState): BrowseState {
  const rows = rowsOf(state.tree, state.hidden, state.folded, state.filter);
  return { ...state, rows, cursor: Math.max(0, Math.min(state.cursor, rows.length - 1)) };
}

function atLayer(state: BrowseState, layer: number, together: boolean): BrowseState {
  const last = state.contents.layers.length - 1;
  const index = Math.max(0, Math.min(layer, last));
  return shown({ ...state, layer: index, together, tree: treeAt(state.contents.layers, index, together), cursor: 0 });
}

function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

/** Control keys that switch a kind of file on and off, as in dive. */
const kinds: Readonly<Record<string, Status>> = { a: "added", r: "deleted", m: "changed", u: "same" };

/** What a key makes of the state. `page` are the lines that a page holds. */
export function pressed(state: BrowseState, key: Key, page: number): BrowseState {
  if (key.ctrl && key.name === "c") return { ...state, done: true };
  if (state.typing) return typed(state, key);
  if (key.name === "q") return { ...state, done: true };
  if (key.name === "tab") return { ...state, pane: state.pane === "layers" ? "files" : "layers" };
  if ((key.ctrl && key.name === "f") || key.text === "/") return { ...state, typing: true, pane: "files" };
  if (key.name === "escape") return shown({ ...state, filter: "" });
  // A terminal sends the same for Enter and Ctrl-M.
  const kind = key.name === "return" ? "changed" : key.ctrl ? kinds[key.name] : undefined;
  if (state.pane === "layers") {
    if (key.ctrl && key.name === "a") return atLayer(state, state.layer, true);
    if (key.ctrl && key.name === "l") return atLayer(state, state.layer, false);
  } else if (kind !== undefined) return shown({ ...state, hidden: toggled(state.hidden, kind) });
  const step = stepOf(key, page);
  if (step !== 0) return moved(state, step);
  return state.pane === "files" ? folding(state, key) : state;
}

function stepOf(key: Key, page: number): number {
  const steps: Readonly<Record<string, number>> = {
    up: -1,
    k: -1,
    down: 1,
    j: 1,
    pageup: -page,
    pagedown: page,
    home: -Infinity,
    end: Infinity,
  };
  return key.ctrl ? 0 : (steps[key.name] ?? 0);
}

function moved(state: BrowseState, step: number): BrowseState {
  if (state.pane === "layers") return atLayer(state, state.layer + step, state.together);
  return { ...state, cursor: Math.max(0, Math.min(state.cursor + step, state.rows.length - 1)) };
}

function folding(state: BrowseState, key: Key): BrowseState {
  const row = state.rows[state.cursor];
  if (row === undefined) return state;
  const { path, children } = row.node;
  const isFolder = children.size > 0;
  if (key.ctrl && key.name === "space") {
    const all = state.folded.size > 0 ? new Set<string>() : new Set(folders(state.tree));
    return shown({ ...state, folded: all, cursor: 0 });
  }
  const open = !state.folded.has(path);
  const turn = key.name === "space" || (key.name === "left" && open) || (key.name === "right" && !open);
  return isFolder && turn ? shown({ ...state, folded: toggled(state.folded, path) }) : state;
}

function* folders(root: TreeNode): Generator<string> {
  const stack = [root];
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    if (one.children.size > 0) yield one.path;
    stack.push(...one.children.values());
  }
}

function typed(state: BrowseState, key: Key): BrowseState {
  if (key.name === "return") return { ...state, typing: false };
  if (key.name === "escape") return shown({ ...state, typing: false, filter: "" });
  if (key.name === "backspace") return shown({ ...state, filter: state.filter.slice(0, -1) });
  return key.ctrl || key.text === "" ? state : shown({ ...state, filter: state.filter + key.text, cursor: 0 });
}
