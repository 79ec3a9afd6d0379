import { CancelledError, type SeaworthyError } from "../core/errors/index.ts";
import { plain, wrap } from "../reports/terminal/lines.ts";
import { paint } from "../reports/terminal/paint.ts";

/** Exit code of a run that Ctrl-C ended, as shells expect it. */
export const cancelledCode = 130;

/** What happened, why, what to do, and what was tried and answered. */
export function failureText(error: SeaworthyError, color: boolean, width: number): string {
  const look = paint(color);
  const lines = [
    `${look.red("error:")} ${look.bold(plain(error.message))}`,
    ...whyLines(error.why, width),
    ...(error.tried.length === 0
      ? []
      : ["  tried:", ...error.tried.map((one) => wrap(`- ${plain(one)}`, width, "    "))]),
    look.cyan(wrap(`do: ${plain(error.todo)}`, width, "  ")),
    look.dim(`  (${error.code})`),
  ];
  return `${lines.join("\n")}\n`;
}

/** A reason may end in lines of a log: those stay lines. */
function whyLines(why: string, width: number): string[] {
  const [first = "", ...log] = why.trimEnd().split("\n");
  return [wrap(`why: ${plain(first)}`, width, "  "), ...log.map((line) => `    ${plain(line)}`)];
}

/** The same for programs. */
export function failureJson(error: SeaworthyError): string {
  const { code, message, why, todo, tried } = error;
  return `${JSON.stringify({ schema: 1, error: { code, what: message, why, todo, tried } }, null, 2)}\n`;
}

/** Whether an error is a cancelled run, in whichever form the layers below told it. */
export function isCancelled(error: unknown): error is Error {
  return error instanceof CancelledError || (error instanceof Error && error.name === "AbortError");
}
