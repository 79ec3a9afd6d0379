import type { Edit } from "../core/edit.ts";
import { type Dockerfile, finalStage, type Instruction, type InstructionKind } from "../formats/dockerfile/index.ts";

/** The last instruction of a kind in the final stage, or null. */
export function lastOf(file: Dockerfile, kind: InstructionKind): Instruction | null {
  return finalStage(file)?.instructions.findLast((one) => one.kind === kind) ?? null;
}

/** Puts whole lines before an instruction and the comments directly above it. */
export function linesBefore(file: Dockerfile, instruction: Instruction, lines: string): Edit {
  const first = instruction.leading[0] ?? instruction;
  const { line } = file.lines.position(first.start);
  const at = file.lines.lineStart(line) ?? first.start;
  return { start: at, end: at, text: `${lines}\n` };
}

/** Deletes the whole lines that an instruction stands in, its line end included. */
export function withoutInstruction(file: Dockerfile, instruction: Instruction): Edit {
  const end = file.text.indexOf("\n", instruction.end);
  return { start: instruction.start, end: end === -1 ? file.text.length : end + 1, text: "" };
}
