/** Values by how the text before a place ends: what ends in a word is found without looking at all of them. */
export class BySuffix<T> {
  private readonly places: { readonly text: string; readonly end: number; readonly value: T }[] = [];
  private readonly byLength = new Map<number, Map<string, T[]>>();

  add(text: string, end: number, value: T): void {
    this.places.push({ text, end, value });
  }

  /** The values before whose place a word stands, in the order in which they were added; words differ in few lengths. */
  endingIn(word: string): readonly T[] {
    const { length } = word;
    let found = this.byLength.get(length);
    if (found === undefined) {
      this.byLength.set(length, (found = new Map<string, T[]>()));
      for (const { text, end, value } of this.places) {
        if (end < length) continue;
        const suffix = text.slice(end - length, end);
        const same = found.get(suffix);
        if (same === undefined) found.set(suffix, [value]);
        else same.push(value);
      }
    }
    return found.get(word) ?? [];
  }
}
