import type { BuiltImage, RunningService } from "../../core/ports/workflows.ts";
import { bytes, seconds, shortDigest } from "../../records/figures.ts";
import type { Setting } from "../define.ts";
import { plain, table } from "./lines.ts";
import { paint } from "./paint.ts";

/** Built images, one a line. */
export function imagesText(images: readonly BuiltImage[], setting: Setting): string {
  const look = paint(setting.color);
  const rows = images.map((one) => [
    plain(one.service),
    plain(one.tag),
    shortDigest(one.digest),
    bytes(one.bytes),
    `${one.steps} steps, ${one.cached} cached`,
    seconds(one.seconds),
  ]);
  return table(rows, (cell, _row, column) => (column === 0 ? look.bold(cell) : cell))
    .map((line) => `${line}\n`)
    .join("");
}

/** Running services with their addresses, one a line. */
export function runningText(services: readonly RunningService[], setting: Setting): string {
  const look = paint(setting.color);
  const rows = services.map((one) => [
    plain(one.service),
    one.health,
    one.url ?? "not published",
    plain(one.siblingUrl),
    `ready in ${seconds(one.secondsToReady)}`,
  ]);
  const tones = { healthy: look.green, unhealthy: look.red, starting: look.yellow, none: look.dim };
  return table(rows, (cell, row, column) => {
    if (column === 0) return look.bold(cell);
    return column === 1 ? tones[services[row]?.health ?? "none"](cell) : cell;
  })
    .map((line) => `${line}\n`)
    .join("");
}
