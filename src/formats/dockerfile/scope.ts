import { lowerBound } from "../../core/lower-bound.ts";

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

/** Nothing is known from outside. One value, so that what is worked out without inputs is found again. */
export const noInputs: BuildInputs = {};

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
  /** Null where a variable's value is not known from the file, or on an error. */
  readonly value: string | null;
  /** Variables used that nobody declares (they expand to nothing). */
  readonly undeclared: readonly string[];
  /** Variables used that are declared without a known value. */
  readonly unknown: readonly string[];
  /** Null, or why BuildKit refuses the word (bad substitution, `:?`). */
  readonly error: string | null;
}

interface Change {
  readonly start: number;
  readonly variable: Variable;
}

/** All values that variables take along a text, each from an offset on. Changes are added in the order of the text. */
export class ScopeTable {
  readonly changes = new Map<string, Change[]>();
  readonly inherited: ScopeView | null;

  constructor(inherited: ScopeView | null) {
    this.inherited = inherited;
  }

  set(start: number, variable: Variable): void {
    const changes = this.changes.get(variable.name);
    if (changes === undefined) this.changes.set(variable.name, [{ start, variable }]);
    else changes.push({ start, variable });
  }

  before(offset: number): ScopeView {
    return new ScopeView(this, offset);
  }
}

/** A table as it stands just before one offset; behaves as a map and copies nothing. */
export class ScopeView implements ReadonlyMap<string, Variable> {
  private readonly table: ScopeTable;
  private readonly offset: number;

  constructor(table: ScopeTable, offset: number) {
    this.table = table;
    this.offset = offset;
  }

  get(name: string): Variable | undefined {
    return ScopeView.find(this, name);
  }

  has(name: string): boolean {
    return ScopeView.knows(this, name);
  }

  private all(): Map<string, Variable> {
    return ScopeView.collect(this);
  }

  // Loops over the views, not recursion: a file may have thousands of stages, each built from the one before.
  private static find(from: ScopeView, name: string): Variable | undefined {
    for (let view: ScopeView | null = from; view !== null; view = view.table.inherited) {
      const variable = lastBefore(view.table.changes.get(name), view.offset);
      if (variable !== undefined) return variable;
    }
    return undefined;
  }

  /** A name that is set once stays so: its first change tells. */
  private static knows(from: ScopeView, name: string): boolean {
    for (let view: ScopeView | null = from; view !== null; view = view.table.inherited) {
      const first = view.table.changes.get(name)?.[0];
      if (first !== undefined && first.start < view.offset) return true;
    }
    return false;
  }

  private static collect(from: ScopeView): Map<string, Variable> {
    const all = new Map<string, Variable>();
    for (let view: ScopeView | null = from; view !== null; view = view.table.inherited) {
      for (const [name, changes] of view.table.changes) {
        const variable = all.has(name) ? undefined : lastBefore(changes, view.offset);
        if (variable !== undefined) all.set(name, variable);
      }
    }
    return all;
  }

  get size(): number {
    return this.all().size;
  }

  entries(): MapIterator<[string, Variable]> {
    return this.all().entries();
  }

  keys(): MapIterator<string> {
    return this.all().keys();
  }

  values(): MapIterator<Variable> {
    return this.all().values();
  }

  forEach(callback: (variable: Variable, name: string, map: ReadonlyMap<string, Variable>) => void): void {
    for (const [name, variable] of this.all()) callback(variable, name, this);
  }

  [Symbol.iterator](): MapIterator<[string, Variable]> {
    return this.entries();
  }
}

function lastBefore(changes: readonly Change[] | undefined, offset: number): Variable | undefined {
  return changes?.[lowerBound(changes, offset) - 1]?.variable;
}
