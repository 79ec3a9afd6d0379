import type { Span } from "../../core/span.ts";
import type { Expansion, Scope } from "./scope.ts";
import { lex } from "./shell-lexer.ts";
import type { Word } from "./tree.ts";
import { SourceWord, type Escape } from "./words.ts";

/** One `$NAME` or `${NAME…}` of a word. The span lies in the file, and is the whole word's where continuations or JSON escapes stand in it. */
export interface VariableUse extends Span {
  readonly name: string;
  readonly braces: boolean;
  /** `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `##`, `%`, `%%`, `/`, `//`, or null. */
  readonly operator: string | null;
}

/** One variable among letters that mean nothing to the lexer. */
const oneVariable = /^[\w./:=@+-]*\$([A-Za-z_]\w*)(?:[./:=@+-][\w./:=@+-]*)?$/;

/** The variables of a word, in the order in which they end. */
export function variablesIn(word: Word, escape: Escape): readonly VariableUse[] {
  const { text } = word;
  const dollar = text.indexOf("$");
  if (dollar === -1) return [];
  const straight = word.end - word.start === text.length;
  // Most words that use a variable use one.
  const only = straight ? oneVariable.exec(text)?.[1] : undefined;
  if (only !== undefined) {
    const start = word.start + dollar;
    return [{ name: only, braces: false, operator: null, start, end: start + 1 + only.length }];
  }
  const uses: VariableUse[] = [];
  lex(text, {
    escape,
    use: (name, start, end, operator, braces) =>
      uses.push({
        name,
        braces,
        operator,
        start: straight ? word.start + start : word.start,
        end: straight ? word.start + end : word.end,
      }),
  });
  return uses;
}

/** Expands a word as BuildKit does, quotes removed. */
export function expand(word: Word | string, scope: Scope, escape: Escape = "\\"): Expansion {
  const text = typeof word === "string" ? word : word.text;
  // A word of the file is read once, below, for whether it is literal and for what it stands for.
  const literal = typeof word === "string" || (word instanceof SourceWord && text.includes("$")) ? null : word.value;
  if (literal !== null) return { value: literal, undeclared: [], unknown: [], error: null };
  const undeclared: string[] = [];
  const unknown: string[] = [];
  const result = lex(text, {
    escape,
    get: (name) => scope.get(name)?.value ?? undefined,
    use: (name, _start, _end, operator) => {
      const variable = scope.get(name);
      if (variable === undefined) undeclared.push(name);
      else if (
        variable.value === null &&
        !(variable.origin !== "platform" && operator !== null && "+-".includes(operator.slice(-1)))
      )
        unknown.push(name);
    },
  });
  return {
    value: result.error === null && unknown.length === 0 ? result.text : null,
    undeclared,
    unknown,
    error: result.error,
  };
}
