/** What is known of the build from outside; everything is optional. */
export interface BuildInputs {
  /** `--build-arg`. */
  readonly args?: Readonly<Record<string, string>>;
  /** `--build-context`: name -> where it comes from. */
  readonly contexts?: Readonly<Record<string, string>>;
  /** `--platform`, such as `linux/arm64/v8`. */
  readonly targetPlatform?: string;
  readonly buildPlatform?: string;
  /** `--target`: a stage's name or index; the last stage where absent. */
  readonly target?: string;
}

/** A variable as it stands at one place. `value` null: declared, but its value is not known from the file. */
export interface Variable {
  readonly name: string;
  readonly value: string | null;
  readonly origin: "arg" | "env" | "global-arg" | "platform" | "predefined" | "build-arg";
}

/** The variables that a word may use at one place. */
export type Scope = ReadonlyMap<string, Variable>;

/** What became of a word. */
export interface Expansion {
  /** Null where a variable's value is not known from the file. */
  readonly value: string | null;
  /** Variables used that nobody declares (they expand to nothing). */
  readonly undeclared: readonly string[];
  /** Variables used that are declared without a known value. */
  readonly unknown: readonly string[];
  /** Null, or why BuildKit refuses the word (bad substitution, `:?`). */
  readonly error: string | null;
}
