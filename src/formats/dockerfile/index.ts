import type { BuildInputs, Expansion, Scope, Variable } from "./scope.ts";
import type { CopyInstruction, Dockerfile, ExecCommand, FromInstruction, Instruction, InstructionKind, Mount, Pair, Stage, Word } from "./tree.ts";
import type { Span } from "../../core/span.ts";

export type * from "./tree.ts";
export type { BuildInputs, Expansion, Scope, Variable } from "./scope.ts";

/** Where a stage, a `COPY --from` or a mount's `from` takes its files. `image` null: its name is not known from the file. */
export type Source =
  | { readonly kind: "scratch" }
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "context"; readonly name: string }
  | { readonly kind: "image"; readonly image: string | null };

/** One arrow of the stage graph. */
export interface Dependency {
  readonly through: "from" | "copy" | "mount";
  readonly instruction: Instruction;
  readonly word: Word | Mount | null;
  readonly source: Source;
}

/** One `$NAME` or `${NAME…}` of a word; the span lies in the file. */
export interface VariableUse extends Span {
  readonly name: string;
  readonly braces: boolean;
  readonly operator: string | null;
}

// Parsing and printing -------------------------------------------------------------------------
export declare function parseDockerfile(text: string): Dockerfile;
export declare function printDockerfile(file: Dockerfile): string;

// Walking --------------------------------------------------------------------------------------
/** Every instruction of one kind in order; `onbuild` includes those inside ONBUILD. */
export declare function instructionsOf<K extends InstructionKind>(
  from: Dockerfile | Stage,
  kind: K,
): readonly Extract<Instruction, { kind: K }>[];
/** The shell-neutral name=value pairs of all ENV (or LABEL, ARG) instructions of a stage, in order. */
export declare function pairsOf(from: Dockerfile | Stage, kind: "env" | "label" | "arg"): readonly Pair[];

// Stages ---------------------------------------------------------------------------------------
export declare function stages(file: Dockerfile): readonly Stage[];
export declare function finalStage(file: Dockerfile, inputs?: BuildInputs): Stage | null;
/** The last stage of that name (any casing), before `before` if given. */
export declare function stageByName(file: Dockerfile, name: string, before?: number): Stage | null;
/** What the stage stands on: its FROM resolved (`FROM scratch`, an earlier stage, a named context, an image). */
export declare function baseOf(file: Dockerfile, stage: Stage, inputs?: BuildInputs): Source;
/** The image that the stage stands on in the end, through earlier stages; null for scratch, a context, or an unknown name. */
export declare function rootImage(file: Dockerfile, stage: Stage, inputs?: BuildInputs): string | null;
/** The stage itself and the earlier stages that it is built FROM, nearest first. */
export declare function lineage(file: Dockerfile, stage: Stage, inputs?: BuildInputs): readonly Stage[];
export declare function copySource(file: Dockerfile, copy: CopyInstruction, inputs?: BuildInputs): Source | null;
export declare function dependencies(file: Dockerfile, stage: Stage, inputs?: BuildInputs): readonly Dependency[];
/** Stages that the target (the final stage) needs, itself included. */
export declare function reachableStages(file: Dockerfile, inputs?: BuildInputs): ReadonlySet<Stage>;

// Variables ------------------------------------------------------------------------------------
/** The variables in force just before an instruction runs; for a FROM, the global ARGs. */
export declare function scopeAt(file: Dockerfile, instruction: Instruction, inputs?: BuildInputs): Scope;
export declare function variablesIn(word: Word, escape: "\\" | "`"): readonly VariableUse[];
/** Expands a word as BuildKit does, quotes removed. */
export declare function expand(word: Word | string, scope: Scope, escape?: "\\" | "`"): Expansion;
export declare function expandFrom(file: Dockerfile, from: FromInstruction, inputs?: BuildInputs): Expansion;

// What holds at a place (through FROM of earlier stages; null where only the base image knows) --------
/** `at` is an instruction, or a stage for its end. */
export declare function effectiveUser(file: Dockerfile, at: Instruction | Stage, inputs?: BuildInputs): { readonly user: string | null; readonly by: Instruction } | null;
export declare function effectiveWorkdir(file: Dockerfile, at: Instruction | Stage, inputs?: BuildInputs): string | null;
/** `["/bin/sh", "-c"]` where no SHELL says otherwise. */
export declare function effectiveShell(file: Dockerfile, at: Instruction | Stage, inputs?: BuildInputs): readonly string[];
export declare function effectiveEnv(file: Dockerfile, at: Instruction | Stage, inputs?: BuildInputs): ReadonlyMap<string, Variable>;
/** The last instruction of a kind that holds for the stage, looking through earlier stages it is built FROM. */
export declare function effective<K extends InstructionKind>(file: Dockerfile, stage: Stage, kind: K, inputs?: BuildInputs): Extract<Instruction, { kind: K }> | null;
/** The words of an exec form, decoded. */
export declare function execWords(command: ExecCommand): readonly string[];
