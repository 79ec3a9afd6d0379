import type { FileDifference, ImageDifference } from "../../core/image-difference.ts";
import { bytes, counted } from "../../records/figures.ts";
import type { Setting } from "../define.ts";
import { fit, plain } from "./lines.ts";
import { type Paint, paint } from "./paint.ts";

const shown = 15;

/** What changed between two images, as a person reads it. */
export function imageDifferenceText(difference: ImageDifference, setting: Setting): string {
  const look = paint(setting.color);
  const { before, after } = difference;
  const grown = after.bytes - before.bytes;
  const part = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ["", look.bold(title), ...lines.map((line) => fit(line, setting.width + 10))];
  const same = before.id === after.id;
  return [
    `${look.bold(plain(before.name))} ${bytes(before.bytes)} -> ${look.bold(plain(after.name))} ${bytes(after.bytes)}: ${same ? "the same image" : `${grown > 0 ? "+" : grown < 0 ? "-" : ""}${bytes(Math.abs(grown))}`}`,
    ...part("Layers", layers(difference, look)),
    ...part("Packages", limited(packages(difference, look))),
    ...part(
      "Configuration",
      difference.config.map(
        (one) => `  ${one.setting}: ${plain(one.before) || "none"} -> ${plain(one.after) || "none"}`,
      ),
    ),
    ...part("Files", files(difference, look)),
    "",
  ].join("\n");
}

function limited(rows: readonly string[]): readonly string[] {
  return rows.length <= shown ? rows : [...rows.slice(0, shown), `  and ${rows.length - shown} more: --json has all`];
}

function layers({ layers: all }: ImageDifference, look: Paint): readonly string[] {
  const shared = all.filter((one) => one.kind === "same");
  const sum = shared.reduce((total, one) => total + one.size, 0);
  const rows = all.filter((one) => one.kind !== "same");
  return [
    ...(shared.length === 0 ? [] : [look.dim(`  = ${counted(shared.length, "layer")} the same, ${bytes(sum)}`)]),
    ...rows.map(({ kind, size, instruction }) => {
      const mark = kind === "added" ? look.green("+") : look.red("-");
      return `  ${mark} ${bytes(size).padStart(9)}  ${plain(instruction)}`;
    }),
  ];
}

function packages({ packages: all }: ImageDifference, look: Paint): readonly string[] {
  return all.map(({ kind, name, before, after }) => {
    const mark = before.length === 0 ? look.green("+") : after.length === 0 ? look.red("-") : look.yellow("~");
    const versions = [before, after].filter((one) => one.length > 0).map((one) => one.join(", "));
    return `  ${mark} ${kind} ${plain(name)} ${plain(versions.join(" -> "))}`;
  });
}

function files({ files: all }: ImageDifference, look: Paint): readonly string[] {
  const marks: Readonly<Record<FileDifference["kind"], string>> = {
    added: look.green("+"),
    removed: look.red("-"),
    content: look.yellow("~"),
    metadata: look.dim("m"),
  };
  const kinds = ["added", "removed", "content", "metadata"] as const;
  const counts = kinds.map((kind) => [kind, all.filter((one) => one.kind === kind).length] as const);
  const told = counts
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind === "content" || kind === "metadata" ? `with other ${kind}` : kind}`);
  const largest = all.toSorted((a, b) => weight(b) - weight(a));
  return all.length === 0
    ? []
    : [
        `  ${told.join(", ")}`,
        ...limited(
          largest.map(
            ({ kind, path, bytesBefore, bytesAfter }) =>
              `  ${marks[kind]} ${bytes(bytesAfter ?? bytesBefore ?? 0).padStart(9)}  /${plain(path)}`,
          ),
        ),
      ];
}

function weight({ kind, bytesBefore, bytesAfter }: FileDifference): number {
  return kind === "metadata" ? -1 : Math.max(bytesBefore ?? 0, bytesAfter ?? 0);
}
