/** The place of the first one that starts at an offset or after it, in a list in the order of the file. */
export function lowerBound(list: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
