import type { LineMap, Span } from "../../core/span.ts";
import type {
  Command,
  Comment,
  Blank,
  Directive,
  ExecCommand,
  Flag,
  Heredoc,
  MappedText,
  ShellCommand,
  Word,
} from "./nodes.ts";

export type * from "./nodes.ts";

/** What every instruction has. The span begins at the keyword and ends before the line end of its last line (heredocs included). */
export interface InstructionBase extends Span {
  /** As written, such as `FROM` or `from`. */
  readonly keyword: Word;
  readonly flags: readonly Flag[];
  /** All after the keyword and the flags, trimmed, with continuations joined. */
  readonly rest: MappedText;
  readonly heredocs: readonly Heredoc[];
  /** Comments inside the instruction, between its continued lines. */
  readonly comments: readonly Comment[];
  /** The comment lines directly above (no blank line between), top first. */
  readonly leading: readonly Comment[];
  /** Index of the stage, or -1 before the first FROM. A FROM belongs to the stage it begins. */
  readonly stage: number;
  /** True for the instruction inside an ONBUILD. */
  readonly onbuild: boolean;
}

export interface FromInstruction extends InstructionBase {
  readonly kind: "from";
  readonly image: Word | null;
  readonly platform: Word | null;
  /** The word `AS`, as written. */
  readonly as: Word | null;
  readonly alias: Word | null;
}

/** One `key=value` of `--mount`; `value` is null for a bare key such as `ro` or `required`. */
export interface MountOption extends Span {
  readonly name: string;
  readonly value: string | null;
  readonly valueSpan: Span | null;
}

/** A `--mount` of RUN. `type` is `bind` where none is written; names in options are normalised (`dst` and `destination` to `target`, `src` to `source`, `ro` to `readonly`, `rw` to `readwrite`). */
export interface Mount extends Span {
  readonly type: string;
  readonly options: readonly MountOption[];
  readonly target: string | null;
  readonly source: string | null;
  readonly from: string | null;
  readonly id: string | null;
  readonly sharing: string | null;
  readonly env: string | null;
  readonly readonly: boolean;
  readonly required: boolean;
}

export interface RunInstruction extends InstructionBase {
  readonly kind: "run";
  readonly mounts: readonly Mount[];
  readonly network: Word | null;
  readonly security: Word | null;
  /** Null for a RUN with nothing to run. */
  readonly command: Command | null;
}

export interface CopyInstruction extends InstructionBase {
  readonly kind: "copy" | "add";
  readonly form: "words" | "json";
  readonly from: Word | null;
  readonly chown: Word | null;
  readonly chmod: Word | null;
  readonly link: boolean;
  readonly parents: boolean;
  readonly excludes: readonly Word[];
  readonly checksum: Word | null;
  readonly keepGitDir: boolean;
  readonly unpack: boolean | null;
  /** Sources that are paths, images' paths or URLs; heredocs are in `heredocs`. */
  readonly sources: readonly Word[];
  readonly destination: Word | null;
}

/** A name with a value, of ENV, LABEL or ARG. `separator` is `" "` in the old `ENV name value` form, null where there is no value. */
export interface Pair extends Span {
  readonly name: Word;
  readonly value: Word | null;
  readonly separator: "=" | " " | null;
}

export interface PairInstruction extends InstructionBase {
  readonly kind: "env" | "label" | "arg";
  readonly pairs: readonly Pair[];
}

/** `from` and `to` are equal for one port; null where the port is a variable or no number. */
export interface Port extends Span {
  readonly word: Word;
  readonly from: number | null;
  readonly to: number | null;
  /** `tcp` where none is written. */
  readonly protocol: string;
}

export interface ExposeInstruction extends InstructionBase {
  readonly kind: "expose";
  readonly ports: readonly Port[];
}

/** `owner` and `group` of `owner:group`; null where there is no such part. */
export interface UserInstruction extends InstructionBase {
  readonly kind: "user";
  readonly user: Word | null;
  readonly owner: string | null;
  readonly group: string | null;
}

export interface WorkdirInstruction extends InstructionBase {
  readonly kind: "workdir";
  readonly path: Word | null;
}

export interface CommandInstruction extends InstructionBase {
  readonly kind: "cmd" | "entrypoint";
  /** Null where nothing follows the keyword. */
  readonly command: ShellCommand | ExecCommand | null;
}

export interface HealthcheckInstruction extends InstructionBase {
  readonly kind: "healthcheck";
  readonly none: boolean;
  readonly interval: Word | null;
  readonly timeout: Word | null;
  readonly startPeriod: Word | null;
  readonly startInterval: Word | null;
  readonly retries: Word | null;
  readonly command: ShellCommand | ExecCommand | null;
}

export interface ShellInstruction extends InstructionBase {
  readonly kind: "shell";
  /** Empty where the JSON form is missing. */
  readonly words: readonly Word[];
}

export interface StopsignalInstruction extends InstructionBase {
  readonly kind: "stopsignal";
  readonly signal: Word | null;
}

export interface VolumeInstruction extends InstructionBase {
  readonly kind: "volume";
  readonly form: "words" | "json";
  readonly paths: readonly Word[];
}

export interface OnbuildInstruction extends InstructionBase {
  readonly kind: "onbuild";
  readonly inner: Instruction | null;
}

export interface MaintainerInstruction extends InstructionBase {
  readonly kind: "maintainer";
  readonly name: MappedText;
}

export interface UnknownInstruction extends InstructionBase {
  readonly kind: "unknown";
}

export type Instruction =
  | FromInstruction
  | RunInstruction
  | CopyInstruction
  | PairInstruction
  | ExposeInstruction
  | UserInstruction
  | WorkdirInstruction
  | CommandInstruction
  | HealthcheckInstruction
  | ShellInstruction
  | StopsignalInstruction
  | VolumeInstruction
  | OnbuildInstruction
  | MaintainerInstruction
  | UnknownInstruction;

export type InstructionKind = Instruction["kind"];

/** The instruction type of a kind: `InstructionOf<"copy">` is CopyInstruction. */
export type InstructionOf<K extends InstructionKind> = Instruction extends infer I
  ? I extends { readonly kind: infer J }
    ? [Extract<J, K>] extends [never]
      ? never
      : I
    : never
  : never;

export type Item = Blank | Comment | Directive | Instruction;

/** One FROM and what follows it up to the next. The span runs from the FROM to the end of the last instruction. */
export interface Stage extends Span {
  readonly index: number;
  /** In lower case, as BuildKit compares it; null where there is no alias. */
  readonly name: string | null;
  readonly from: FromInstruction;
  /** The FROM first, then all others in order. */
  readonly instructions: readonly Instruction[];
}

/** Why BuildKit would refuse the file, or a part of it. `code` is permanent. */
export interface ParseError extends Span {
  readonly code: ParseErrorCode;
  readonly message: string;
}

export type ParseErrorCode =
  | "empty-file"
  | "no-stage"
  | "instruction-before-from"
  | "unknown-instruction"
  | "missing-arguments"
  | "too-many-arguments"
  | "bad-arguments"
  | "bad-flag"
  | "unknown-flag"
  | "duplicate-flag"
  | "bad-pair"
  | "bad-json"
  | "bad-mount"
  | "bad-port"
  | "bad-directive"
  | "bad-stage-name"
  | "bad-onbuild"
  | "bad-heredoc"
  | "unterminated-heredoc"
  | "bad-value"
  | "line-too-long";

/** A Dockerfile, with nothing lost: the items stand in order and do not overlap; between two of them stand only white space and line ends. */
export interface Dockerfile {
  readonly text: string;
  readonly lines: LineMap;
  readonly escape: "\\" | "`";
  readonly directives: readonly Directive[];
  readonly items: readonly Item[];
  readonly instructions: readonly Instruction[];
  /** Every comment in order, those inside instructions too; directives are not comments. */
  readonly comments: readonly Comment[];
  /** ARGs before the first FROM. */
  readonly globals: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** Blank lines inside a continued instruction, which BuildKit warns about. */
  readonly emptyContinuations: readonly Span[];
  readonly errors: readonly ParseError[];
}
