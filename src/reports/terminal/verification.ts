import type { RecordVerification } from "../../core/verification.ts";
import type { Setting } from "../define.ts";
import { plain, wrap } from "./lines.ts";
import { paint } from "./paint.ts";

const shown = 20;

/** PASS, FAIL or SKIPPED for each part of a record, with what differs. */
export function verificationText(result: RecordVerification, setting: Setting): string {
  const look = paint(setting.color);
  const lines = result.checks.flatMap(({ check, verdict, said, differences }) => {
    const tone = { PASS: look.green, FAIL: look.red, SKIPPED: look.yellow }[verdict];
    const more = differences.length - shown;
    return [
      `${tone(verdict.padEnd(7))} ${check}`,
      look.dim(wrap(plain(said), setting.width, "        ")),
      ...differences.slice(0, shown).map((one) => `        ${plain(one)}`),
      ...(more > 0 ? [`        … and ${more} more`] : []),
    ];
  });
  return `${plain(result.file)}\n${lines.join("\n")}\n`;
}
