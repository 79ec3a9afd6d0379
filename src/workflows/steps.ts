import type { TimelineEntry } from "../core/record.ts";
import type { Run } from "../core/ports/workflows.ts";
import { collecting, type EvidenceLog } from "./evidence.ts";
import type { Context } from "./context.ts";

/** What a step answers: its value, and one line with the figure that it came to. */
export interface StepDone<T> {
  readonly value: T;
  readonly said: string;
  readonly outcome?: "done" | "failed" | "skipped";
}

/** Runs the steps of one use case: each is announced, timed, and written into the timeline. */
export class Steps {
  readonly timeline: TimelineEntry[] = [];
  private readonly began: number;
  private readonly context: Context;
  readonly run: Run;

  constructor(context: Context, run: Run) {
    this.context = context;
    this.run = run;
    this.began = context.clock.now();
  }

  get seconds(): number {
    return (this.context.clock.now() - this.began) / 1000;
  }

  async step<T>(
    step: string,
    service: string,
    says: string,
    work: (onLine: (line: string) => void, log: EvidenceLog) => Promise<StepDone<T>>,
  ): Promise<T> {
    const { clock, waiting } = this.context;
    const started = clock.now();
    const waited = waiting.seconds;
    const { observer, signal } = this.run;
    signal.throwIfAborted();
    observer.on({ kind: "step-started", step, service, says });
    const log: EvidenceLog = { commands: [] };
    const close = (said: string, outcome: "done" | "failed" | "skipped"): void => {
      const seconds = (clock.now() - started) / 1000;
      const at = (started - this.began) / 1000;
      this.timeline.push({ step, service, said, at, seconds, engineSeconds: waiting.seconds - waited });
      observer.on({ kind: "step-done", step, service, said, seconds, outcome });
    };
    try {
      const onLine = (line: string): void => observer.on({ kind: "line", step, service, line });
      const done = await collecting(log, () => work(onLine, log));
      close(done.said, done.outcome ?? "done");
      return done.value;
    } catch (error) {
      close(error instanceof Error ? (error.message.split("\n")[0] ?? "failed") : "failed", "failed");
      throw error;
    }
  }

  skip(step: string, service: string, because: string): void {
    const at = this.seconds;
    this.timeline.push({ step, service, said: `skipped: ${because}`, at, seconds: 0, engineSeconds: 0 });
    this.run.observer.on({ kind: "step-done", step, service, said: because, seconds: 0, outcome: "skipped" });
  }
}

/** `63.1 MB`, in powers of ten as engines print it. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
