/** The same for questions that are objects: an answer goes with its question. */
export function rememberBy<K extends object, T>(answer: (question: K) => T): (question: K) => T {
  const known = new WeakMap<K, { readonly value: T }>();
  return (question) => {
    let found = known.get(question);
    if (found === undefined) known.set(question, (found = { value: answer(question) }));
    return found.value;
  };
}

/** Of the answers kept for one question. A corpus repeats a few thousand names; one file of a megabyte can hold this many. */
const most = 100_000;

/** The same function, which keeps its answers: files of one project, and stages of one file, ask the same again. */
export function remember<T>(answer: (question: string) => T): (question: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (question) => {
    let found = known.get(question);
    if (found === undefined) {
      if (known.size >= most) known.clear();
      known.set(question, (found = { value: answer(question) }));
    }
    return found.value;
  };
}
