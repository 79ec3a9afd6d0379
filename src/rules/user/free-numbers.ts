/** Numbers whose digits stand nowhere in a text, not even within longer ones. */
export class FreeNumbers {
  private readonly digits: readonly string[];
  private readonly taken = new Map<number, ReadonlySet<string>>();
  /** What was found above a number, so that a run of taken ones is walked through once. */
  private readonly next = new Map<number, number>();

  constructor(text: string) {
    this.digits = text.match(/\d+/g) ?? [];
  }

  /** The first that is greater than a number. */
  above(number: number): number {
    const passed: number[] = [];
    let at = number;
    let free = this.next.get(at);
    while (free === undefined) {
      passed.push(at);
      at++;
      free = this.isTaken(String(at)) ? this.next.get(at) : at;
    }
    for (const one of passed) this.next.set(one, free);
    return free;
  }

  private isTaken(number: string): boolean {
    const { length } = number;
    let taken = this.taken.get(length);
    if (taken === undefined) this.taken.set(length, (taken = this.ofLength(length)));
    return taken.has(number);
  }

  private ofLength(length: number): ReadonlySet<string> {
    const found = new Set<string>();
    for (const run of this.digits)
      for (let at = 0; at + length <= run.length; at++) found.add(run.slice(at, at + length));
    return found;
  }
}
