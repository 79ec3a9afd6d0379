import { heredocOpener, scriptWithHeredocs } from "./heredocs.ts";
import { jsonWords } from "./json-words.ts";
import type { SourceText } from "./mapped-text.ts";
import type { Command, ExecCommand, Heredoc, ParseError, ShellCommand } from "./tree.ts";
import { literalWord } from "./words.ts";

type Report = (error: ParseError) => void;

/** A command of CMD, ENTRYPOINT or HEALTHCHECK: exec form where it is a JSON array of strings, shell form otherwise. */
export function plainCommand(rest: SourceText, report: Report): ShellCommand | ExecCommand | null {
  if (rest.text === "") return null;
  const words = jsonWords(rest, literalWord);
  if (words === "mixed")
    report({ code: "bad-json", message: "an exec form holds strings only", start: rest.start, end: rest.end });
  if (words !== null && words !== "mixed") return { form: "exec", words, start: rest.start, end: rest.end };
  return { form: "shell", script: rest, start: rest.start, end: rest.end };
}

/** A command of RUN, which may be a heredoc, or a command line with heredocs after it. */
export function runCommand(
  file: string,
  rest: SourceText,
  heredocs: readonly Heredoc[],
  report: Report,
): Command | null {
  const [heredoc] = heredocs;
  const last = heredocs.at(-1);
  if (heredoc === undefined || last === undefined) return plainCommand(rest, report);
  const span = { start: rest.start, end: last.end };
  if (heredocOpener(rest.text) === null)
    return { form: "shell", script: scriptWithHeredocs(file, rest, heredocs), ...span };
  const script = heredoc.body;
  return { form: "heredoc", script, heredoc, interpreter: shebang(script.text), ...span };
}

function shebang(script: string): string | null {
  if (!script.startsWith("#!")) return null;
  const end = script.indexOf("\n");
  return script.slice(2, end === -1 ? script.length : end).trim();
}
