import type { ParseError, ParseErrorCode } from "../../formats/dockerfile/index.ts";
import type { Found } from "../define.ts";
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

function sentence(message: string): string {
  return `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`;
}
