import type { Span } from "../../core/span.ts";
import type { Instruction, ParseError, ParseErrorCode } from "../../formats/dockerfile/index.ts";
import type { Found } from "../define.ts";
import { lowerBound } from "../../core/lower-bound.ts";
import type { FileView } from "../view.ts";

/** The parse errors of some codes as findings, in the words of the parser. */
export function errorsOf(
  view: FileView,
  ...codes: readonly ParseErrorCode[]
): readonly (Found<{ said: string }> & { readonly error: ParseError })[] {
  return view.file.errors
    .filter((error) => codes.includes(error.code))
    .map((error) => ({ span: error, args: { said: sentence(error.message) }, error }));
}

/** The instruction that a part of the file belongs to. */
export function instructionAt(view: FileView, part: Span): Instruction | undefined {
  const { instructions } = view.file;
  const one = instructions[lowerBound(instructions, part.start + 1) - 1];
  return one !== undefined && part.end <= one.end ? one : undefined;
}

function sentence(message: string): string {
  return `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`;
}
