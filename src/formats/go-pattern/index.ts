const classes: Readonly<Record<string, string>> = {
  alnum: "A-Za-z0-9",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7F",
  blank: "\\t ",
  cntrl: "\\x00-\\x1F\\x7F",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\t\\n\\v\\f\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

/**
 * A pattern as Go's regexp package reads it: flags in front (`(?i)`), `\A` and `\z`, `(?P<name>…)`, POSIX classes. A text
 * says why it is none.
 */
export function goPattern(text: string): RegExp | string {
  const [front = "", letters = ""] = /^\(\?([imsU]+)\)/.exec(text) ?? [];
  if (letters.includes("U")) return "the flag U (ungreedy) is not read here";
  const source = text
    .slice(front.length)
    .replaceAll(/\\[\s\S]|\(\?P</g, (part) => {
      if (part === "\\A") return "(?<![\\s\\S])";
      if (part === "\\z") return "(?![\\s\\S])";
      return part === "(?P<" ? "(?<" : part;
    })
    .replaceAll(/\[:(\^?)(\w+):\]/g, (whole, negated: string, name: string) =>
      negated === "" ? (classes[name] ?? whole) : whole,
    );
  try {
    // Without `u`: Go too takes escapes of letters that need none, such as `\-`.
    return new RegExp(source, letters);
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^Invalid regular expression: /, "") : "it does not parse";
  }
}

/** A text that a simple pattern matches, or null: what a control plants to see a pattern found. */
export function sampleOf(pattern: RegExp): string | null {
  const parts = /\\([^\w\s])|\\d\+?|\\s[*+]?|\.[*?]|\.\+?|^\^|\$$|\(\?<?![^)]*\)/g;
  const text = pattern.source.replaceAll(parts, (part, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    if (part.startsWith("\\")) return part.startsWith("\\d") ? "1" : " ";
    return part === "." || part === ".+" ? "x" : "";
  });
  return pattern.test(text) ? text : null;
}
