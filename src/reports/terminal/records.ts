import type { FoundRecord, RecordEntry, ReplayResult } from "../../core/ports/workflows.ts";
import { counted, seconds } from "../../records/figures.ts";
import type { Setting } from "../define.ts";
import { fit, plain, table, wrap } from "./lines.ts";
import { paint } from "./paint.ts";

/** Records, one a line, oldest first. */
export function entriesText(entries: readonly RecordEntry[], setting: Setting): string {
  const look = paint(setting.color);
  if (entries.length === 0) return "no records here yet; a run of seaworthy leaves one in .seaworthy/records\n";
  const rows = entries.map((one) => [
    one.id === null ? "-" : String(one.id),
    plain(one.date),
    one.verdicts === null
      ? one.problem === null
        ? "no evidence"
        : "unreadable"
      : `${one.verdicts.PASS} PASS, ${one.verdicts.FAIL} FAIL, ${one.verdicts.SKIPPED} SKIPPED`,
    fit(plain(one.title), 60),
    plain(one.file),
  ]);
  return table(rows, (cell, row, column) => {
    if (column !== 2) return column === 4 ? look.dim(cell) : cell;
    const verdicts = entries[row]?.verdicts;
    if (entries[row]?.problem !== null) return look.red(cell);
    return verdicts == null ? look.dim(cell) : verdicts.FAIL > 0 ? look.red(cell) : look.green(cell);
  })
    .concat(entries.flatMap((one) => (one.problem === null ? [] : [`${plain(one.file)}: ${plain(one.problem)}`])))
    .map((line) => `${line}\n`)
    .join("");
}

/** A record's Markdown as it stands; only what would steer the terminal is left out. */
export function shownText(found: FoundRecord, _setting: Setting): string {
  const lines = found.markdown.split(/\r?\n/).map(plain);
  return `${lines.join("\n").trimEnd()}\n`;
}

/** PASS or FAIL for each command of a replayed record. */
export function replayText(result: ReplayResult, setting: Setting): string {
  const look = paint(setting.color);
  const lines = result.tests.flatMap((test) => {
    const tone = { PASS: look.green, FAIL: look.red, SKIPPED: look.yellow }[test.verdict];
    const tail =
      test.verdict === "FAIL"
        ? test.output
            .split(/\r?\n/)
            .filter((line) => line.trim() !== "")
            .slice(-5)
        : [];
    return [
      `${tone(test.verdict.padEnd(7))} ${plain(test.command)}`,
      look.dim(wrap(`${plain(test.said)} (${seconds(test.seconds)})`, setting.width, "        ")),
      ...tail.map((line) => look.dim(`        | ${plain(line)}`)),
    ];
  });
  const passed = result.tests.filter((test) => test.verdict === "PASS").length;
  return `${lines.join("\n")}\n${passed} of ${counted(result.tests.length, "command")} PASS\n`;
}
