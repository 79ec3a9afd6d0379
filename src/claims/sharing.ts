import type { Trial } from "../core/ports/trial.ts";
import type { Claim } from "./define.ts";

/** Who may still look at the container that claims share, so that it is ended only when nobody does. */
export class Sharing {
  /** Resolves when nobody looks at it any more. */
  readonly over: Promise<void>;
  private end = (): void => {};
  private spoilt = false;
  private readonly looking: Set<Claim>;

  constructor(claims: readonly Claim[]) {
    this.looking = new Set(claims.filter((claim) => claim.apart !== true && claim.ending === undefined));
    this.over = new Promise((resolve) => void (this.end = resolve));
    if (this.isOver) this.end();
  }

  get isOver(): boolean {
    return this.looking.size === 0;
  }

  /** A claim is made, or has let the container go. */
  done(claim: Claim): void {
    this.looking.delete(claim);
    if (this.isOver) this.end();
  }

  /** What disturbed it did not come to its end, so nobody knows how it is: who asks gets another. */
  spoil(): void {
    this.spoilt = true;
  }

  /** A trial that lends the container to those who said that they look at it, until they let it go by `remove`. */
  lending(claim: Claim, trial: Trial): Trial {
    return {
      ...trial,
      start: async (options) => {
        if (options !== undefined) return trial.start(options);
        if (claim.ending === undefined && !this.looking.has(claim))
          throw new Error(`${claim.id} is made apart from the shared container, or has let it go, and asks for it`);
        const running = await trial.start(this.spoilt ? {} : undefined);
        return {
          ...running,
          remove: async () => {
            await running.remove();
            this.done(claim);
          },
        };
      },
    };
  }
}
