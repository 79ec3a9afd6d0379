/** One step of a pattern: a test on one character, or a repetition. */
type Step =
  | { readonly kind: "one"; readonly accepts: (character: string) => boolean }
  /** `*`: any characters but `/`. */
  | { readonly kind: "name" }
  /** A `**` in the middle: nothing, or anything up to and with a `/`. */
  | { readonly kind: "folders" }
  /** A `**` at the end. */
  | { readonly kind: "rest" };

/** Tells whether a cleaned path matches. */
export type PathTest = (path: string) => boolean;

/** Compiles a pattern with the meaning of moby's patternmatcher; answers what is wrong with a bad one. */
export function compilePattern(pattern: string): PathTest | string {
  const steps: Step[] = [];
  const characters = Array.from(pattern);
  let plain = true;
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? "";
    if (character === "*" && characters[i + 1] === "*") {
      i++;
      if (characters[i + 1] === "/") i++;
      const last = i + 1 >= characters.length;
      const first = steps.length === 0;
      if (first && plain && isPlain(characters.slice(i + 1))) return suffixTest(pattern.slice(2));
      if (last && plain) return prefixTest(pattern.slice(0, -2));
      steps.push({ kind: last ? "rest" : "folders" });
      plain = false;
    } else if (character === "*") {
      steps.push({ kind: "name" });
      plain = false;
    } else if (character === "?") {
      steps.push({ kind: "one", accepts: (other) => other !== "/" });
      plain = false;
    } else if (character === "[") {
      const read = readClass(characters, i + 1);
      if (read === null) return `the pattern ${pattern} has a [ without its ], or an empty one`;
      steps.push({ kind: "one", accepts: read.accepts });
      plain = false;
      i = read.close;
    } else if (character === "\\") {
      const next = characters[++i];
      if (next === undefined) return `the pattern ${pattern} ends with an escape`;
      steps.push({ kind: "one", accepts: escaped(next) });
      plain = false;
    } else {
      steps.push({ kind: "one", accepts: (other) => other === character });
    }
  }
  return plain ? (path) => path === pattern : (path) => run(steps, path);
}

function isPlain(characters: readonly string[]): boolean {
  return !characters.some(
    (character) =>
      character === "*" || character === "?" || character === "[" || character === "]" || character === "\\",
  );
}

/** A leading `**`, with or without a slash after it, and a plain name. */
function suffixTest(suffix: string): PathTest {
  const name = suffix.startsWith("/") ? suffix.slice(1) : null;
  return (path) => path.endsWith(suffix) || path === name;
}

function prefixTest(prefix: string): PathTest {
  return (path) => path.startsWith(prefix);
}

const controls: Readonly<Record<string, string>> = { a: "\x07", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** The escape goes into a regular expression unchanged in moby, so that `\d` is a digit there and `\t` a tab. */
function escaped(character: string): (other: string) => boolean {
  const classes: Readonly<Record<string, RegExp>> = {
    d: /^[0-9]$/,
    w: /^[0-9A-Za-z_]$/,
    s: /^[\t\n\f\r ]$/,
    D: /^[^0-9]$/,
    W: /^[^0-9A-Za-z_]$/,
    S: /^[^\t\n\f\r ]$/,
  };
  const test = classes[character];
  const meant = controls[character] ?? character;
  return test === undefined ? (other) => other === meant : (other) => test.test(other);
}

interface ReadClass {
  readonly accepts: (character: string) => boolean;
  readonly close: number;
}

function readClass(characters: readonly string[], from: number): ReadClass | null {
  const ranges: [string, string][] = [];
  let at = from;
  const negated = characters[at] === "^";
  if (negated) at++;
  const take = (): string | null => {
    if (characters[at] === "\\") at++;
    else if (characters[at] === "-" || characters[at] === "]") return null;
    return characters[at++] ?? null;
  };
  while (characters[at] !== "]" || ranges.length === 0) {
    const low = take();
    if (low === null) return null;
    let high: string | null = low;
    if (characters[at] === "-") {
      at++;
      high = take();
    }
    if (high === null || at >= characters.length || code(high) < code(low)) return null;
    ranges.push([low, high]);
  }
  const accepts = (other: string): boolean =>
    ranges.some(([low, high]) => code(other) >= code(low) && code(other) <= code(high)) !== negated;
  return { accepts, close: at };
}

function code(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** A step has just been reached, or a repetition has taken a character; both may hold at once. */
const fresh = 1;
const inside = 2;

/** Runs all ways through the steps at once, so that the time is at most steps times characters. */
function run(steps: readonly Step[], path: string): boolean {
  let states = new Uint8Array(steps.length + 1);
  states[0] = fresh;
  enter(steps, states);
  for (const character of path) {
    const next = new Uint8Array(steps.length + 1);
    let alive = false;
    for (let i = 0; i < steps.length; i++) {
      if (states[i] === 0) continue;
      const step = steps[i];
      if (step === undefined) continue;
      if (step.kind === "one" ? step.accepts(character) : step.kind === "folders" && character === "/")
        next[i + 1] = fresh | (next[i + 1] ?? 0);
      if (step.kind === "folders" || step.kind === "rest" || (step.kind === "name" && character !== "/"))
        next[i] = inside | (next[i] ?? 0);
      alive ||= next[i] !== 0 || next[i + 1] !== 0;
    }
    if (!alive) return false;
    enter(steps, next);
    states = next;
  }
  return states[steps.length] !== 0;
}

/** Goes on past steps that may match nothing; from inside folders only a `/` leads on. */
function enter(steps: readonly Step[], states: Uint8Array): void {
  for (let i = 0; i < steps.length; i++) {
    const state = states[i] ?? 0;
    const kind = steps[i]?.kind;
    if (state === 0 || kind === "one" || kind === undefined) continue;
    if (kind !== "folders" || (state & fresh) !== 0) states[i + 1] = fresh | (states[i + 1] ?? 0);
  }
}
