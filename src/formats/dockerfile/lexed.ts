export interface LexedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface LexerOptions {
  readonly escape: "\\" | "`";
  readonly rawQuotes?: boolean;
  readonly rawEscapes?: boolean;
  /** Whether the words of the text are asked for: the values of variables are then gone through too. */
  readonly cut?: boolean;
  /** Unset variables stay as they are written. */
  readonly keepUnset?: boolean;
  readonly get?: (name: string) => string | undefined;
  /** Told of each `$NAME` or `${NAME…}`, with its place in the text. */
  readonly use?: (name: string, start: number, end: number, operator: string | null, braces: boolean) => void;
}

export interface LexResult {
  readonly text: string;
  /** Empty unless they were asked for. */
  readonly words: readonly LexedWord[];
  readonly error: string | null;
}
