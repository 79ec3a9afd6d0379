import type { WorkflowEvent } from "../../core/ports/observer.ts";
import { fit, plain } from "../../reports/terminal/lines.ts";
import { paint } from "../../reports/terminal/paint.ts";
import { colored, type Io, widthOf } from "../io.ts";
import { eventText, startedText } from "./step-line.ts";

/** Somewhere for events to go. `close` leaves the screen as a person expects it. */
export interface EventView {
  on(event: WorkflowEvent): void;
  close(): void;
  /** Takes the moving line away while something else writes, such as a question. */
  pause(): void;
}

/** Whole lines to standard error, for logs, pipes and CI: a line when a long step begins to be worth one, and one when it ends. */
export function lineView(io: Io): EventView {
  const look = paint(colored(io.stderr, io.env));
  const width = widthOf(io.stderr);
  return {
    on(event) {
      const text =
        event.kind === "step-started" && slow.has(event.step)
          ? `… ${fit(plain(startedText(event)), width - 2)}`
          : eventText(event, look, width);
      if (text !== null) io.stderr.write(`${text}\n`);
    },
    close() {},
    pause() {},
  };
}

/** Steps that may take long enough for a person to wonder, so that a log says that they began. */
const slow = new Set(["engine", "bases", "build", "up", "prove", "compare", "fix"]);

/** Nothing but warnings. */
export function quietView(io: Io): EventView {
  const look = paint(colored(io.stderr, io.env));
  return {
    on(event) {
      if (event.kind !== "note" || event.level !== "warning") return;
      const text = eventText(event, look, widthOf(io.stderr));
      if (text !== null) io.stderr.write(`${text}\n`);
    },
    close() {},
    pause() {},
  };
}
