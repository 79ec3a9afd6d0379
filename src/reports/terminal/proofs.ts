import type { Proof } from "../../core/proof.ts";
import { seconds } from "../../records/figures.ts";
import { plain, wrap } from "./lines.ts";
import type { Paint } from "./paint.ts";

/** One line for a claim, `PASS non-root  2 processes, all uid 10001  0.4 s`, and one for a control that did not do as it must. */
export function proofLine(proof: Proof, look: Paint, width: number): string {
  const tone = { PASS: look.green, FAIL: look.red, SKIPPED: look.yellow }[proof.verdict];
  const controlled = proof.control?.verdict === "FAILED_AS_IT_MUST" ? ", control failed as it must" : "";
  const said = `${plain(proof.said)}${controlled} (${seconds(proof.seconds)})`;
  const head = `${proof.verdict.padEnd(7)} ${proof.claim}`;
  const body = wrap(said, width, " ".repeat(10)).trimStart();
  const oneLine = head.length + 2 + said.length + 2 <= width;
  const line = oneLine
    ? `${tone(proof.verdict.padEnd(7))} ${proof.claim}  ${said}`
    : `${tone(proof.verdict.padEnd(7))} ${proof.claim}\n          ${body}`;
  if (proof.control?.verdict !== "DID_NOT_FAIL") return `  ${line}`;
  return `  ${line}\n${look.red(wrap(`its control (${plain(proof.control.broken)}) did not fail, so this proves nothing: ${plain(proof.control.said)}`, width, "          "))}`;
}

/** What failed of a claim, to look at: the last command that it ran and the end of its answer. */
export function failedEvidence(proof: Proof, look: Paint, width: number): string[] {
  const last = proof.commands.at(-1);
  if (proof.verdict !== "FAIL" || last === undefined) return [];
  const tail = last.output
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(-6);
  return [
    look.dim(wrap(`$ ${plain(last.command)}`, width, "          ")),
    ...tail.map((line) => look.dim(`          ${plain(line)}`)),
  ];
}
