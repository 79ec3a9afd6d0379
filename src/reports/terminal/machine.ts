import type { BaseImage, EngineStatus } from "../../core/ports/machine-flows.ts";
import { bytes } from "../../records/figures.ts";
import type { Setting } from "../define.ts";
import { plain, table, wrap } from "./lines.ts";
import { paint } from "./paint.ts";

/** Which engine is used and what each way to one answered. */
export function statusText(status: EngineStatus, setting: Setting): string {
  const look = paint(setting.color);
  const { engine, own } = status;
  const lines: string[] = [];
  if (engine === null) lines.push(look.red("no engine works here"), "  set one up with: seaworthy engine up");
  else {
    lines.push(
      `${look.green(engine.kind)} ${engine.serverVersion} (client ${engine.clientVersion}), ${engine.builder}, ${engine.platform}${engine.rootless ? ", rootless" : ""}`,
    );
    lines.push(`  ${plain(engine.endpoint)}`, ...engine.notes.map((note) => wrap(plain(note), setting.width, "  ")));
  }
  if (own !== null)
    lines.push(
      `private engine: ${own.running ? `running${own.pid === null ? "" : ` (process ${own.pid})`}` : "not running"}, ${plain(own.endpoint)}`,
    );
  if (status.tried.length > 0) lines.push(look.dim("tried"));
  for (const one of status.tried)
    lines.push(wrap(`${one.works ? "+" : "-"} ${plain(one.how)}: ${plain(one.said)}`, setting.width, "  "));
  return `${lines.join("\n")}\n`;
}

/** Base images and what they are. */
export function basesText(images: readonly BaseImage[], setting: Setting): string {
  const look = paint(setting.color);
  if (images.length === 0) return "no base images\n";
  const tones = { "stand-in": look.yellow, pulled: look.green, missing: look.red };
  const rows = images.map((one) => [
    plain(one.reference),
    one.state,
    one.bytes === null ? "" : bytes(one.bytes),
    plain(one.madeFrom),
  ]);
  return table(rows, (cell, row, column) => (column === 1 ? tones[images[row]?.state ?? "missing"](cell) : cell))
    .map((line) => `${line}\n`)
    .join("");
}
