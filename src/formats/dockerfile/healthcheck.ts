import { plainCommand } from "./commands.ts";
import type { SourceText } from "./mapped-text.ts";
import type { ParseError, ParseErrorCode } from "./tree.ts";
import { isBlank, skipSpace } from "./white-space.ts";

export type Refuse = (code: ParseErrorCode, message: string) => void;

/** What follows HEALTHCHECK and its flags. */
export function health(
  rest: SourceText,
  report: (error: ParseError) => void,
  refuse: Refuse,
): { none: boolean; command: ReturnType<typeof plainCommand> } {
  const { text } = rest;
  let typeEnd = 0;
  while (typeEnd < text.length && !isBlank(text.charCodeAt(typeEnd)) && text.charCodeAt(typeEnd) !== 10) typeEnd++;
  const type = text.slice(0, typeEnd).toUpperCase();
  const from = skipSpace(text, typeEnd, text.length);
  if (type === "NONE") {
    if (from < text.length) refuse("too-many-arguments", "HEALTHCHECK NONE takes no arguments");
    return { none: true, command: null };
  }
  if (type !== "CMD") {
    refuse(type === "" ? "missing-arguments" : "bad-arguments", "HEALTHCHECK takes NONE, or CMD and a command");
    return { none: false, command: null };
  }
  const command = plainCommand(rest.slice(from, text.length), report);
  if (command === null || (command.form === "exec" && command.words.length === 0))
    refuse("missing-arguments", "HEALTHCHECK CMD needs a command");
  return { none: false, command };
}
