/**
 * Keeps the answer for the object that was asked about last: trees are worked on one after the other. A WeakMap of all of
 * them would do as well, but what it holds outlives the collections of young objects, which then copy every tree they meet.
 */
export class OfLast<K extends object, V> {
  private key: K | null = null;
  private answer: V | null = null;

  of(key: K, make: (key: K) => V): V {
    if (this.key === key && this.answer !== null) return this.answer;
    const answer = make(key);
    this.key = key;
    this.answer = answer;
    return answer;
  }
}
