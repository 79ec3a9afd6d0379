import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import type { ImageContents, LayerEntry } from "../../core/image-contents.ts";
import { inspection } from "../../reports/testing/inspection.ts";
import { draw, permissions } from "./draw.ts";
import { browse } from "./run.ts";
import { type BrowseState, type Key, pressed, startState } from "./state.ts";

const entry = (path: string, change: LayerEntry["change"], rest: Partial<LayerEntry> = {}): LayerEntry => {
  return { path, change, type: "file", bytes: 100, mode: 0o644, uid: 0, gid: 0, link: "", ...rest };
};
const contents: ImageContents = {
  inspection,
  layers: [
    [
      entry("d", "added", { type: "directory", bytes: 0, mode: 0o755 }),
      entry("d/a", "added"),
      entry("d/gone", "added"),
      entry("etc/x", "added"),
    ],
    [
      entry("d/gone", "deleted"),
      entry("d/a", "changed", { bytes: 300 }),
      entry("new\u001b[2J", "added", { bytes: 7, mode: 0o4755, uid: 10 }),
    ],
  ],
};

const keys: Readonly<Record<string, Key>> = {
  tab: { name: "tab", ctrl: false, text: "" },
  down: { name: "down", ctrl: false, text: "" },
  up: { name: "up", ctrl: false, text: "" },
  j: { name: "j", ctrl: false, text: "j" },
  end: { name: "end", ctrl: false, text: "" },
  home: { name: "home", ctrl: false, text: "" },
  space: { name: "space", ctrl: false, text: " " },
  enter: { name: "return", ctrl: false, text: "" },
  esc: { name: "escape", ctrl: false, text: "" },
  back: { name: "backspace", ctrl: false, text: "" },
  q: { name: "q", ctrl: false, text: "q" },
  x: { name: "x", ctrl: false, text: "x" },
  "^a": { name: "a", ctrl: true, text: "" },
  "^r": { name: "r", ctrl: true, text: "" },
  "^u": { name: "u", ctrl: true, text: "" },
  "^l": { name: "l", ctrl: true, text: "" },
  "^f": { name: "f", ctrl: true, text: "" },
  "^c": { name: "c", ctrl: true, text: "" },
  "^space": { name: "space", ctrl: true, text: "" },
};
const press = (...names: string[]): BrowseState => {
  let state = startState(contents);
  for (const name of names) state = pressed(state, keys[name] ?? { name, ctrl: false, text: name }, 10);
  return state;
};
const told = (state: BrowseState): readonly string[] =>
  state.rows.map(
    ({ node }) => `${{ added: "+", changed: "~", deleted: "-", same: " " }[node.status]}${node.path} ${node.bytes}`,
  );

describe("keys", () => {
  const first = ["+d 200", "+d/a 100", "+d/gone 100", "~etc 100", "+etc/x 100"];
  const second = ["~d 300", "~d/a 300", "-d/gone 100", " etc 100", " etc/x 100", "+new\u001b[2J 7"];
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["at first, the lowest layer", [], first],
    ["down, the next layer: what it did", ["down"], second],
    ["j does the same, and it ends at the last", ["j", "j", "j"], second],
    ["up again", ["down", "up"], first],
    ["^A, what all layers together did to the lowest", ["down", "^a"], second],
    ["^L, one layer again", ["down", "^a", "^l"], second],
    [
      "^U in the files, without what is the same",
      ["down", "tab", "^u"],
      ["~d 300", "~d/a 300", "-d/gone 100", "+new\u001b[2J 7"],
    ],
    ["^R, without what was deleted; once more, with it", ["down", "tab", "^r", "^r"], second],
    ["^R alone", ["down", "tab", "^r"], second.filter((one) => !one.startsWith("-"))],
    ["Enter is ^M: without what was changed", ["down", "tab", "enter"], [" etc 100", " etc/x 100", "+new\u001b[2J 7"]],
    ["Space folds", ["down", "tab", "space"], ["~d 300", " etc 100", " etc/x 100", "+new\u001b[2J 7"]],
    ["^Space folds all, and unfolds", ["down", "tab", "^space"], ["~d 300", " etc 100", "+new\u001b[2J 7"]],
    ["^F filters while it is typed, folded or not", ["down", "tab", "^space", "^f", "x"], [" etc 100", " etc/x 100"]],
    ["Esc ends the filter", ["down", "tab", "^f", "x", "esc"], second],
    ["Backspace takes a letter", ["down", "^f", "x", "x", "back"], [" etc 100", " etc/x 100"]],
  ];
  test.each(cases)("%s", (_, names, expected) => {
    expect(told(press(...names))).toEqual(expected);
  });

  test("the cursor stays within the files", () => {
    expect(press("tab", "end").cursor).toBe(4);
    expect(press("tab", "end", "down").cursor).toBe(4);
    expect(press("tab", "up").cursor).toBe(0);
    expect(press("tab", "end", "home").cursor).toBe(0);
  });

  test("q and Ctrl-C leave, but a q that is typed does not", () => {
    expect([press("q").done, press("^c").done, press("^f", "q").done, press("^f", "^c").done]).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });
});

test("modes are written as ls writes them", () => {
  expect([
    permissions("directory", 0o1777),
    permissions("file", 0o4755),
    permissions("file", 0o2644),
    permissions("symlink", 0o777),
  ]).toEqual(["drwxrwxrwt", "-rwsr-xr-x", "-rw-r-Sr--", "lrwxrwxrwx"]);
});

describe("a screen", () => {
  const screen = draw(press("down", "tab"), { columns: 120, rows: 20 }, false);
  test("has the terminal's lines and columns, and no control characters of the image", () => {
    expect(screen).toHaveLength(20);
    for (const line of screen) expect(line.length).toBeLessThanOrEqual(120);
    expect(screen.join("\n")).not.toContain("\u001b");
  });

  test("shows layers, the chosen one's facts, and its files", () => {
    const text = screen.join("\n");
    for (const said of [
      "66.7 % of use",
      "●     1 MB  RUN rm -rf /cache",
      "2 added, 0 changed, 0 deleted",
      "~ drwxr-xr-x         0:0    300 B  ▾ d",
      "- -rw-r--r--",
      "+ -rwsr-xr-x        10:0      7 B    new",
      "^U unchanged",
    ])
      expect(text).toContain(said);
  });

  test("of a small terminal holds as much as fits", () => {
    expect(draw(press("tab", "end"), { columns: 60, rows: 8 }, true)).toHaveLength(8);
  });
});

describe("the terminal", () => {
  const session = async (typed: string, abort = new AbortController()): Promise<string> => {
    const input = new PassThrough();
    const output = new PassThrough();
    let written = "";
    output.on("data", (bytes: Buffer) => (written += bytes.toString()));
    const ended = browse(contents, { input, output, color: false, signal: abort.signal });
    if (typed === "") abort.abort();
    else input.write(typed);
    await ended;
    return written;
  };
  test.each([
    ["q", "q"],
    ["Ctrl-C", "\u0003"],
    ["an arrow, Tab, Ctrl-Space, then q", "\u001b[B\t\u0000q"],
    ["the end of the run", ""],
  ])("is given back after %s", async (_, typed) => {
    const written = await session(typed);
    expect(written.startsWith("\u001b[?1049h\u001b[?25l")).toBe(true);
    expect(written.endsWith("\u001b[?25h\u001b[?1049l")).toBe(true);
  });

  test("keys reach the screen", async () => {
    expect(await session("\u001b[B\tq")).toContain("●     1 MB");
    expect(await session("q")).not.toContain("●     1 MB");
  });
});
