import { CancelledError, SeaworthyError } from "../core/errors/index.ts";
import { plain, wrap } from "../reports/terminal/lines.ts";
import { paint } from "../reports/terminal/paint.ts";

/** Exit code of a run that Ctrl-C ended, as shells expect it. */
export const cancelledCode = 130;

/** What happened, why, what to do, and what was tried and answered. */
export function failureText(error: SeaworthyError, color: boolean, width: number): string {
  const look = paint(color);
  const lines = [
    `${look.red("error:")} ${look.bold(plain(error.message))}`,
    wrap(`why: ${plain(error.why)}`, width, "  "),
    ...(error.tried.length === 0 ? [] : ["  tried:", ...error.tried.map((one) => wrap(`- ${plain(one)}`, width, "    "))]),
    look.cyan(wrap(`do: ${plain(error.todo)}`, width, "  ")),
    look.dim(`  (${error.code})`),
  ];
  return `${lines.join("\n")}\n`;
}

/** The same for programs. */
export function failureJson(error: SeaworthyError | CancelledError): string {
  const body =
    error instanceof SeaworthyError
      ? { code: error.code, what: error.message, why: error.why, todo: error.todo, tried: error.tried }
      : { code: "cancelled", what: error.message, why: "the run was cancelled", todo: "run it again", tried: [] };
  return `${JSON.stringify({ schema: 1, error: body }, null, 2)}\n`;
}

/** Whether an error is a cancelled run, in whichever form the layers below told it. */
export function isCancelled(error: unknown): error is Error {
  return error instanceof CancelledError || (error instanceof Error && error.name === "AbortError");
}
