import { expect, test } from "vitest";
import { columns, fit, plain, table, wrap } from "./lines.ts";

test.each([
  { text: "plain", takes: 5 },
  { text: "\u001b[31mred\u001b[39m", takes: 3 },
  { text: "任务", takes: 4 },
  { text: "e\u0301", takes: 1 },
  { text: "…", takes: 1 },
])("$text takes $takes columns", ({ text, takes }) => {
  expect(columns(text)).toBe(takes);
});

test.each([
  { text: "short", width: 8, becomes: "short" },
  { text: "much too long", width: 8, becomes: "much to…" },
  { text: "任务任务任务", width: 5, becomes: "任务…" },
])("$text in $width columns is $becomes", ({ text, width, becomes }) => {
  expect(fit(text, width)).toBe(becomes);
});

test.each([
  { says: "a colour", text: "a\u001b[31mb", becomes: "ab" },
  { says: "a window title", text: "a\u001b]0;t\u0007b", becomes: "ab" },
  { says: "a line end", text: "a\r\nb", becomes: "a b" },
  { says: "a direction override", text: "a\u202eb", becomes: "ab" },
])("$says is taken out", ({ text, becomes }) => {
  expect(plain(text)).toBe(becomes);
});

test("a text is broken at spaces, and a long word is left whole", () => {
  expect(wrap("one two three four five", 24, "  ")).toBe("  one two three four\n  five");
  expect(wrap(`a ${"x".repeat(40)} b`, 24, "")).toBe(`a\n${"x".repeat(40)}\nb`);
});

test("rows line up whatever is painted", () => {
  expect(
    table(
      [
        ["a", "b", "c"],
        ["long", "任务", "c"],
      ],
      (cell, row) => (row === 0 ? cell : cell.toUpperCase()),
    ),
  ).toEqual(["a     b     c", "LONG  任务  C"]);
});
