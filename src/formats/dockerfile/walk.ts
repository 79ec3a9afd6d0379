import type { Dockerfile, ExecCommand, Instruction, InstructionKind, InstructionOf, Pair, Stage } from "./tree.ts";

/** The instructions of a file or a stage, each ONBUILD followed by the one inside it. */
export function* walk(from: Dockerfile | Stage): Generator<Instruction> {
  for (const instruction of from.instructions) {
    yield instruction;
    if (instruction.kind === "onbuild" && instruction.inner !== null) yield instruction.inner;
  }
}

/** Every instruction of one kind in order, those inside ONBUILD too. */
export function instructionsOf<K extends InstructionKind>(from: Dockerfile | Stage, kind: K): readonly InstructionOf<K>[] {
  const found: InstructionOf<K>[] = [];
  for (const instruction of walk(from)) if (isKind(instruction, kind)) found.push(instruction);
  return found;
}

function isKind<K extends InstructionKind>(instruction: Instruction, kind: K): instruction is InstructionOf<K> {
  return instruction.kind === kind;
}

/** The pairs of all ENV (or LABEL, or ARG) instructions, in order. */
export function pairsOf(from: Dockerfile | Stage, kind: "env" | "label" | "arg"): readonly Pair[] {
  return from.instructions.flatMap((instruction) => (instruction.kind === kind ? instruction.pairs : []));
}

/** The words of an exec form, decoded. */
export function execWords(command: ExecCommand): readonly string[] {
  return command.words.map((word) => word.text);
}
