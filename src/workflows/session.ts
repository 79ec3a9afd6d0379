import type { Engine } from "../core/ports/engine.ts";
import type { Clock, Files, Net } from "../core/ports/host.ts";
import { labels } from "../core/labels.ts";
import type { Stopwatch } from "./evidence.ts";

/**
 * What stands under something else, such as a network under its containers, is undone `last`; what all work reads, at the
 * `end` only.
 */
type Order = "first" | "last" | "end";

/** Work to undo at the end. Undoing is tried for each, and never throws away the run's own error. */
export class Cleanups {
  /** What is to be undone and when, in the order in which it was added. */
  private readonly undo = new Map<() => Promise<void>, Order>();
  /** What is under way, so that nothing that stands under it is undone meanwhile. */
  private readonly doing = new Set<Promise<unknown>>();
  private readonly failed: unknown[] = [];

  /** Answers what undoes the work at once; it is done once only. */
  add(work: () => Promise<void>, order: Order = "first"): () => Promise<void> {
    const once = async (): Promise<void> => {
      if (this.undo.delete(once)) await this.noted(work());
    };
    this.undo.set(once, order);
    return once;
  }

  /** Begins to undo what there is by now, or some of it, beside other work. {@link run} tells what failed. */
  begin(some: readonly (() => Promise<void>)[] = this.all().filter((once) => this.undo.get(once) !== "end")): void {
    void this.noted(this.undoEach(some.toReversed()));
  }

  /** Waits for what is being undone, whoever began it. */
  async settled(): Promise<void> {
    while (this.doing.size > 0) await Promise.allSettled(this.doing);
  }

  /** Undoes everything, and answers what could not be undone. What is being undone already is waited for. */
  async run(): Promise<unknown[]> {
    await this.settled();
    await this.undoEach(this.all().toReversed());
    return this.failed.splice(0);
  }

  private all(): readonly (() => Promise<void>)[] {
    return [...this.undo.keys()];
  }

  /** Undoes these and nothing that is added meanwhile; what does not stand on one another side by side. */
  private async undoEach(these: readonly (() => Promise<void>)[]): Promise<void> {
    const before = [...this.doing];
    for (const wave of [these.filter((once) => this.undo.get(once) === "first"), these]) {
      for (const end of await Promise.allSettled(wave.map((once) => once())))
        if (end.status === "rejected") this.failed.push(end.reason);
      await Promise.allSettled(before);
    }
  }

  private noted<T>(work: Promise<T>): Promise<T> {
    const ended = (): void => void this.doing.delete(work);
    this.doing.add(work);
    work.then(ended, ended);
    return work;
  }
}

/** One run of seaworthy against one engine. */
export interface Session {
  /** Short and unique on this machine; part of the names of all that the run makes. */
  readonly id: string;
  /** Tells a later run whether this one is still alive. */
  readonly owner: string;
  readonly engine: Engine;
  readonly net: Net;
  readonly clock: Clock;
  readonly files: Files;
  readonly signal: AbortSignal;
  readonly cleanups: Cleanups;
  /** Whether the run has labelled anything as its own, which then has to be swept. */
  readonly made: { transient: boolean };
  /** Time spent waiting for engine commands, and for containers to answer. */
  readonly waiting: Stopwatch;
  /** The image that holds a Node to send requests from inside a network; made on first use. */
  readonly toolbox: () => Promise<string>;
  /** Files with the host's extra certificates, which no shipped image may hold. */
  readonly hostCertificates: readonly string[];
  /** The host's whole certificate bundle, for builds that ask for it by a secret mount; null where there is nothing extra. */
  readonly certificateBundle: string | null;
  /** Proxy settings for builds. */
  readonly proxies: Readonly<Record<string, string>>;
}

/** The labels of a thing that must be gone when the run ends. */
export function transient(session: Session): Record<string, string> {
  session.made.transient = true;
  return { [labels.run]: session.id, [labels.owner]: session.owner, [labels.life]: "transient" };
}
