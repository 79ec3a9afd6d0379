import type { ProveResult } from "../../core/ports/workflows.ts";
import { allHeld, verdictCounts } from "../../records/evidence.ts";
import { bytes, counted } from "../../records/figures.ts";
import type { Setting } from "../define.ts";
import { plain, wrap } from "./lines.ts";
import { necessaryLines } from "./necessary.ts";
import { paint } from "./paint.ts";
import { failedEvidence, proofLine } from "./proofs.ts";

/** The end of `prove`: what held for each service; every claim where `repeat` is set, otherwise only those that did not hold. */
export function provedText(result: ProveResult, setting: Setting, { repeat }: { readonly repeat: boolean }): string {
  const look = paint(setting.color);
  const blocks = result.services.map((one) => {
    const counts = verdictCounts(one.proofs);
    const words = [
      `${counts.PASS} of ${counted(one.proofs.length, "claim")} proved`,
      ...(counts.FAIL > 0 ? [`${counts.FAIL} failed`] : []),
      ...(counts.SKIPPED > 0 ? [`${counts.SKIPPED} skipped`] : []),
    ];
    const tone = allHeld(one.proofs) ? look.green : look.red;
    const image = one.image === null ? "" : look.dim(`  ${one.image.tag}, ${bytes(one.image.bytes)}`);
    const shown = one.proofs.filter(
      (proof) => repeat || proof.verdict !== "PASS" || proof.control?.verdict === "DID_NOT_FAIL",
    );
    const lines = [
      `${look.bold(plain(one.service))}  ${tone(words.join(", "))}${image}`,
      ...shown.flatMap((proof) => [
        proofLine(proof, look, setting.width),
        ...failedEvidence(proof, look, setting.width),
      ]),
      ...(one.necessary === undefined ? [] : necessaryLines(one.necessary, setting.width)),
      ...one.diagnoses.map((met) =>
        wrap(
          plain(`cause: ${met.title}; ${met.cause}${met.remedy === null ? "" : `; do: ${met.remedy.says}`}`),
          setting.width,
          "  ",
        ),
      ),
    ];
    return lines.map((line) => `${line}\n`).join("");
  });
  return blocks.join("\n");
}
