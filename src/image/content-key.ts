/** Tells a content by its layer and its entry's place there: a number, for there is one of each file. */
export function contentKey(layer: number, ordinal: number): number {
  return layer * 2 ** 23 + ordinal;
}
