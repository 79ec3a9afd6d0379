import type { WorkflowEvent } from "../../core/ports/observer.ts";
import { seconds } from "../../records/figures.ts";
import { columns, fit, plain, wrap } from "../../reports/terminal/lines.ts";
import type { Paint } from "../../reports/terminal/paint.ts";
import { proofLine } from "../../reports/terminal/proofs.ts";

/** What of an event stays on the screen, or null for what only moves the progress line. */
export function eventText(event: WorkflowEvent, look: Paint, width: number): string | null {
  switch (event.kind) {
    case "step-started":
    case "line":
      return null;
    case "step-done": {
      const sign = { done: look.green("✓"), failed: look.red("✗"), skipped: look.yellow("-") }[event.outcome];
      const name = event.service === "" ? event.step : `${event.step} ${event.service}`;
      const said = `${plain(event.said)} ${look.dim(`(${seconds(event.seconds)})`)}`;
      const oneLine = `${sign} ${look.bold(plain(name).padEnd(18))} ${said}`;
      if (columns(plain(oneLine)) <= width) return oneLine;
      return `${sign} ${look.bold(plain(name))}\n${wrap(`${plain(event.said)} (${seconds(event.seconds)})`, width, "    ")}`;
    }
    case "proof":
      return proofLine(event.proof, look, width);
    case "note":
      break;
  }
  return event.level === "warning"
    ? look.yellow(wrap(`! ${plain(event.text)}`, width, "  "))
    : wrap(plain(event.text), width, "  ");
}

/** What a step that begins is called: the step, its service, and what it works on where that says more. */
export function startedText(event: Extract<WorkflowEvent, { kind: "step-started" }>): string {
  const name = event.service === "" ? event.step : `${event.step} ${event.service}`;
  return event.says === "" || event.says === event.step || name === event.says ? name : `${name}: ${event.says}`;
}

/** The line that moves: the step, how long it has run, and the last line that it printed, cut to the terminal. */
export function progressLine(
  running: { readonly says: string; readonly since: number; readonly line: string },
  now: number,
  look: Paint,
  width: number,
): string {
  const frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  const elapsed = Math.max(0, (now - running.since) / 1000);
  const frame = frames.charAt(Math.floor(now / 100) % frames.length);
  const time = elapsed < 60 ? `${Math.floor(elapsed)} s` : seconds(elapsed);
  const head = fit(`${plain(running.says)} ${time}`, width - 3);
  const room = width - columns(head) - 5;
  const tail = room < 8 || running.line === "" ? "" : `  ${look.dim(fit(plain(running.line), room))}`;
  return `${look.cyan(frame)} ${head}${tail}`;
}
