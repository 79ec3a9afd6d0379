import type { ImageFinding, ImageInspection, Waste, WasteReason } from "../../core/inspection.ts";
import { bytes, counted } from "../../records/figures.ts";
import type { Setting } from "../define.ts";
import { fit, plain, table, wrap } from "./lines.ts";
import { type Paint, paint } from "./paint.ts";

/** Rows of a list before the rest is only counted; `--json` has all. */
const shown = 8;

/** An inspection as a person reads it: what it is, its layers, what is wasted and why, who it runs as, what was found. */
export function inspectionText(found: ImageInspection, setting: Setting): string {
  const look = paint(setting.color);
  const part = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ["", look.bold(title), ...lines];
  return [
    ...headline(found, look),
    ...part("Layers", layerRows(found, setting, look)),
    ...part("Waste", wasteRows(found, setting, look)),
    ...part("Secrets", secretRows(found, setting, look)),
    ...part("Packages", packageRows(found, setting)),
    ...part("Links", linkRows(found, setting, look)),
    ...part("Findings", findingRows(found, setting, look)),
    ...part("Not examined", limited(found.errors.map((one) => wrap(plain(one.what), setting.width, "  ")))),
    "",
  ].join("\n");
}

function limited(rows: readonly string[], limit: number = shown): readonly string[] {
  return rows.length <= limit ? rows : [...rows.slice(0, limit), `  and ${rows.length - limit} more: --json has all`];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function headline(found: ImageInspection, look: Paint): readonly string[] {
  const { image, user, layers } = found;
  const command = [...(image.entrypoint ?? []), ...(image.cmd ?? [])].join(" ");
  const who =
    user.problem !== null
      ? look.red(plain(user.problem))
      : `${user.name ?? "no name"}, uid ${user.uid}, gid ${user.gid}`;
  const root = user.root ? look.red("  root") : "";
  const facts: readonly (readonly [string, string])[] = [
    ["id", image.id],
    ["tags", image.tags.join(", ") || "none"],
    ["platform", [image.platform, image.distribution].filter((one) => one !== null && one !== "").join(", ")],
    ["runs", plain(command) || "nothing"],
    ["user", `${user.declared === "" ? "none declared" : `USER ${plain(user.declared)}`}: ${who}${root}`],
    ["ports", image.exposed.join(", ") || "none"],
    ["health", image.healthcheck === null ? "no check" : plain(image.healthcheck.slice(1).join(" ")) || "switched off"],
  ];
  return [
    `${look.bold(plain(image.name))}  ${bytes(image.bytes)} in ${counted(layers.length, "layer")}, ${percent(found.efficiency)} of it of use, ${bytes(found.wastedBytes)} wasted`,
    ...facts.map(([name, text]) => `  ${look.dim(name.padEnd(9))}${text}`),
  ];
}

function layerRows(found: ImageInspection, { width }: Setting, look: Paint): readonly string[] {
  const rows = found.layers.map((layer, index) => [
    String(index),
    bytes(layer.size),
    layer.wastedBytes === 0 ? "" : bytes(layer.wastedBytes),
    String(layer.added),
    String(layer.changed),
    String(layer.deleted),
    plain(layer.instruction) || "(the history does not say)",
  ]);
  const head = ["#", "size", "wasted", "added", "changed", "deleted", "instruction"];
  const right = [head, ...rows].map((row) =>
    row.map((cell, at) => (at < 6 ? cell.padStart(widest(head, rows, at)) : cell)),
  );
  return table(right, (cell, row, column) =>
    row === 0
      ? look.dim(cell)
      : column === 2
        ? look.yellow(cell)
        : column === 6
          ? fit(cell, Math.max(20, width - 58))
          : cell,
  ).map((line) => `  ${line}`);
}

function widest(head: readonly string[], rows: readonly (readonly string[])[], column: number): number {
  return Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0));
}

const reasons: Readonly<Record<WasteReason, string>> = {
  deleted: "deleted by",
  replaced: "replaced by",
  metadata: "written again with another mode, owner or time by",
  duplicate: "written twice within",
};

function wasteRows(found: ImageInspection, { width }: Setting, look: Paint): readonly string[] {
  const { waste, dive } = found;
  if (waste.length === 0 && dive.difference.length === 0) return [];
  const row = ({ layer, by, reason, bytes: size, files, largest }: Waste): string =>
    fit(
      `  ${bytes(size).padStart(9)}  ${counted(files, "file")} of layer ${layer}, ${reasons[reason]} layer ${by}: ${largest
        .slice(0, 2)
        .map((one) => `/${plain(one.path)}`)
        .join(", ")}${files > 2 ? ", …" : ""}`,
      width,
    );
  const other = `  ${look.dim(`dive: ${percent(dive.efficiency)}, ${bytes(dive.wastedBytes)} wasted`)}`;
  return [
    ...limited(waste.map(row)),
    ...(dive.difference.length === 0
      ? []
      : [other, ...dive.difference.map((one) => look.dim(wrap(plain(one), width, "    ")))]),
  ];
}

function secretRows({ secrets }: ImageInspection, { width }: Setting, look: Paint): readonly string[] {
  if (secrets === null) return [look.dim("  not looked for")];
  return limited(
    secrets.map(({ rule, where, layer, deleted, value }) => {
      const place = layer === null ? where : `/${where} in layer ${layer}`;
      return fit(
        `  ${look.red(rule)}  ${plain(place)}${deleted ? ", deleted later" : ""}: ${plain(value)}`,
        width + 10,
      );
    }),
  );
}

function packageRows({ packages }: ImageInspection, { width }: Setting): readonly string[] {
  const kinds = new Map<string, { count: number; names: string[]; layers: Set<number> }>();
  for (const { kind, name, version, layer } of packages) {
    const row = kinds.get(kind) ?? { count: 0, names: [], layers: new Set() };
    row.count += 1;
    row.names.push(`${name} ${version}`.trim());
    row.layers.add(layer);
    kinds.set(kind, row);
  }
  return [...kinds].map(([kind, { count, names, layers }]) => {
    const from = [...layers].toSorted((a, b) => a - b).join(", ");
    return fit(`  ${String(count).padStart(5)} ${kind.padEnd(9)}layer ${from}: ${plain(names.join(", "))}`, width);
  });
}

function linkRows({ links }: ImageInspection, { width }: Setting, look: Paint): readonly string[] {
  const machines = Object.entries(links.machines).map(([name, files]) => `${files} ${name}`);
  const unused = links.unused.reduce((sum, one) => sum + one.bytes, 0);
  const absent = links.interpreters.filter((one) => !one.found);
  return [
    ...(machines.length === 0 ? [] : [`  ${machines.join(", ")} programs and libraries`]),
    ...limited(
      links.missing.map(({ path, library, elsewhere }) =>
        fit(
          `  ${look.yellow("missing")}  /${plain(path)} needs ${plain(library)}${elsewhere === null ? "" : `, which lies at /${plain(elsewhere)}`}`,
          width + 10,
        ),
      ),
      4,
    ),
    ...limited(
      absent.map(({ interpreter, files, example }) =>
        fit(
          `  ${look.yellow("missing")}  interpreter ${plain(interpreter)} of ${counted(files, "file")}, such as /${plain(example)}`,
          width + 10,
        ),
      ),
      4,
    ),
    ...(links.unused.length === 0
      ? []
      : [
          fit(
            `  ${counted(links.unused.length, "library", "libraries")} that no file links, ${bytes(unused)}: ${links.unused
              .slice(0, 3)
              .map((one) => `/${plain(one.path)}`)
              .join(", ")}`,
            width,
          ),
        ]),
    ...(links.start?.problem == null ? [] : [`  ${look.red(plain(links.start.problem))}`]),
  ];
}

function findingRows({ findings }: ImageInspection, { width }: Setting, look: Paint): readonly string[] {
  const tone = (one: ImageFinding): string =>
    one.severity === "error" ? look.red("error") : one.severity === "warning" ? look.yellow("warning") : one.severity;
  return limited(
    findings.map((one) => {
      const text = wrap(`${one.rule} ${one.slug}: ${plain(one.message)}`, width - 10, "          ").trimStart();
      return `  ${tone(one)}${" ".repeat(Math.max(1, 8 - one.severity.length))}${text}`;
    }),
    20,
  );
}
