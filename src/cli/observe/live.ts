import type { WorkflowEvent } from "../../core/ports/observer.ts";
import { paint } from "../../reports/terminal/paint.ts";
import { colored, type Io } from "../io.ts";
import type { EventView } from "./lines.ts";
import { eventText, progressLine, startedText } from "./step-line.ts";

const clearLine = "\r\u001b[2K";

interface Running {
  readonly key: string;
  readonly says: string;
  readonly since: number;
  line: string;
}

/** A terminal: what is done scrolls up, and below it one line moves with the running step, its time and its last output. */
export class LiveView implements EventView {
  private readonly running: Running[] = [];
  private readonly timer: NodeJS.Timeout;
  private readonly io: Io;
  private shown = false;

  constructor(io: Io) {
    this.io = io;
    this.timer = setInterval(() => this.draw(), 100);
    this.timer.unref();
  }

  on(event: WorkflowEvent): void {
    if (event.kind === "step-started") {
      this.running.push({
        key: `${event.step}\n${event.service}`,
        says: startedText(event),
        since: this.io.now(),
        line: "",
      });
      this.draw();
      return;
    }
    if (event.kind === "line") {
      const own = this.running.findLast((one) => one.key === `${event.step}\n${event.service}`);
      if (own) own.line = event.line;
      return; // drawn by the timer: a build prints faster than anyone reads
    }
    if (event.kind === "step-done") {
      const at = this.running.findLastIndex((one) => one.key === `${event.step}\n${event.service}`);
      if (at !== -1) this.running.splice(at, 1);
    }
    const text = eventText(event, paint(colored(this.io.stderr, this.io.env)), this.width());
    if (text === null) return;
    this.pause();
    this.io.stderr.write(`${text}\n`);
    this.draw();
  }

  draw(): void {
    const current = this.running.at(-1);
    if (current === undefined) return this.pause();
    const look = paint(colored(this.io.stderr, this.io.env));
    this.io.stderr.write(`${clearLine}${progressLine(current, this.io.now(), look, this.width())}`);
    this.shown = true;
  }

  pause(): void {
    if (this.shown) this.io.stderr.write(clearLine);
    this.shown = false;
  }

  close(): void {
    clearInterval(this.timer);
    this.running.length = 0;
    this.pause();
  }

  private width(): number {
    return Math.max(40, this.io.stderr.columns());
  }
}
