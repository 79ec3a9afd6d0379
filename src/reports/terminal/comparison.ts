import type { Comparison, LayerFigure } from "../../core/record.ts";
import { bytes } from "../../records/figures.ts";
import type { Setting } from "../define.ts";
import { columns, fit, plain } from "./lines.ts";
import { type Paint, paint } from "./paint.ts";

/** Both images layer by layer, with bars on one scale so that they can be held against each other. */
export function comparisonText(service: string, comparison: Comparison, setting: Setting): string {
  const look = paint(setting.color);
  const { multi, single, ratio } = comparison;
  const largest = Math.max(
    1,
    ...multi.layers.map((layer) => layer.bytes),
    ...single.layers.map((layer) => layer.bytes),
  );
  const share = Math.round((1 - ratio) * 100);
  const verdict = ratio < 1 ? look.green(`${share} % smaller`) : look.red("not smaller");
  return [
    `${look.bold(plain(service))}  ${bytes(multi.bytes)} multi-stage, ${bytes(single.bytes)} single-stage: ${verdict} (ratio ${ratio.toFixed(2)})`,
    ...side("multi-stage", multi.image, multi.layers, largest, setting, look),
    ...side("single-stage", single.image, single.layers, largest, setting, look),
    "",
  ].join("\n");
}

function side(
  name: string,
  image: string,
  layers: readonly LayerFigure[],
  largest: number,
  setting: Setting,
  look: Paint,
): string[] {
  const barWidth = Math.min(24, Math.max(8, Math.floor(setting.width / 5)));
  const room = Math.max(12, Math.min(setting.width, 120) - barWidth - 15);
  const shown = layers.filter((layer) => layer.bytes > 0);
  const empty = layers.length - shown.length;
  return [
    look.dim(`  ${name} ${plain(image)}`),
    ...shown.map((layer) => {
      const filled = Math.max(1, Math.round((layer.bytes / largest) * barWidth));
      const size = bytes(layer.bytes);
      return `  ${" ".repeat(Math.max(0, 8 - columns(size)))}${size}  ${look.cyan("█".repeat(filled))}${" ".repeat(barWidth - filled)}  ${fit(plain(layer.instruction), room)}`;
    }),
    ...(empty === 0 ? [] : [look.dim(`  ${" ".repeat(8)}  and ${empty} without content`)]),
  ];
}
