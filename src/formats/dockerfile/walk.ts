import type { Dockerfile, Instruction, InstructionKind, InstructionOf, Stage } from "./tree.ts";

/** The instructions of a file or a stage, each ONBUILD followed by the one inside it. */
export function* walk(from: Dockerfile | Stage): Generator<Instruction> {
  for (const instruction of from.instructions) {
    yield instruction;
    if (instruction.kind === "onbuild" && instruction.inner !== null) yield instruction.inner;
  }
}

/** Every instruction of one kind in order, those inside ONBUILD too. */
export function instructionsOf<K extends InstructionKind>(
  from: Dockerfile | Stage,
  kind: K,
): readonly InstructionOf<K>[] {
  const found: InstructionOf<K>[] = [];
  for (const instruction of walk(from)) if (isKind(instruction, kind)) found.push(instruction);
  return found;
}

function isKind<K extends InstructionKind>(instruction: Instruction, kind: K): instruction is InstructionOf<K> {
  return instruction.kind === kind;
}
