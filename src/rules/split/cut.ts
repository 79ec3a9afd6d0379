import type { Edit } from "../../core/edit.ts";
import type { Instruction, RunInstruction, Stage } from "../../formats/dockerfile/index.ts";
import { insert, lineEnd, removeInstruction, replace, wholeLines } from "../edits.ts";
import type { FileView } from "../view.ts";

// One stage cut into one that builds and one that runs. Instructions stay where they are and as they are; what both halves
// need stands above them, or is said again.

/** How a stage is cut. */
export interface Cut {
  readonly stage: Stage;
  /** The last instruction that builds. */
  readonly last: Instruction;
  /** FROM of the half that runs; null where both stand on what the stage begins with. */
  readonly image: string | null;
  /** Lines that both halves need, where both stand on the same. */
  readonly shared: readonly string[];
  /** Lines that end the half that builds. */
  readonly finishes?: readonly string[];
  /** Lines that bring what was built. */
  readonly brings: readonly string[];
  /** What a RUN that builds also does for what runs: its text there, `""` for nothing; null where that is not known. */
  readonly runs: (run: RunInstruction) => string | null;
}

/** Kinds that say how the image is run, wherever they stand. */
const meta = new Set(["label", "expose", "cmd", "entrypoint", "healthcheck", "volume", "stopsignal"]);
/** Kinds that are in force from where they stand. */
const lasting = new Set(["env", "workdir", "arg"]);
/** Variables that only the build reads. */
const ofBuilding =
  /^(GO(111MODULE|PROXY|OS|ARCH|FLAGS|PRIVATE|SUMDB|CACHE)|CGO_\w+|CARGO_\w+|RUSTFLAGS|MAVEN_\w+|GRADLE_\w+)$/;

/** Only a file of one stage is cut. */
export function isOnly(view: FileView, stage: Stage): boolean {
  return view.file.stages.length === 1 && !view.isWindows(stage);
}

/** The edits; undefined where the stage is not one that can be cut without knowing more. */
export function cutStage(view: FileView, cut: Cut): readonly Edit[] | undefined {
  const { text, file } = view;
  const { stage, last, image } = cut;
  const { instructions, from } = stage;
  if (!isOnly(view, stage) || from.image === null || file.escape !== "\\") return undefined;
  if (text[wholeLines(text, last).end - 1] !== "\n") return undefined;
  const until = instructions.indexOf(last) + 1;
  const head = image === null ? headOf(instructions) : 1;
  const again: string[] = [];
  const edits: Edit[] = [];
  for (const one of instructions.slice(head, until)) {
    if (one.kind === "run") {
      const said = cut.runs(one);
      if (said === null) return undefined;
      if (said !== "") again.push(said);
    } else if (lasting.has(one.kind)) {
      const onlyBuilds =
        one.kind === "env" && image !== null && one.pairs.every((pair) => ofBuilding.test(pair.name.value ?? ""));
      // An ARG that stands for nothing later is the build's own.
      if (!onlyBuilds && (one.kind !== "arg" || image === null)) again.push(text.slice(one.start, one.end));
    } else if (meta.has(one.kind)) {
      if (one.comments.length > 0 || one.leading.length > 0) return undefined;
      edits.push(removeInstruction(text, one));
      again.push(text.slice(one.start, one.end));
    } else if (one.kind !== "copy" && one.kind !== "add") return undefined;
  }
  const name = image === null ? "base" : "build";
  edits.push(from.alias === null ? insert(from.end, ` AS ${name}`) : replace(from.alias, name));
  if (image === null) edits.push(...begin(view, instructions, head, cut.shared, ["FROM base AS build"]));
  const begins = `FROM ${image ?? "base"}${from.alias === null ? "" : ` AS ${from.alias.text}`}`;
  edits.push(...begin(view, instructions, until, cut.finishes ?? [], [begins, ...again, ...cut.brings]));
  return edits;
}

/** How many instructions at the beginning are for both halves. */
function headOf(instructions: readonly Instruction[]): number {
  let head = 1;
  while (lasting.has(instructions[head]?.kind ?? "") || instructions[head]?.kind === "label") head++;
  return head;
}

/** Begins a stage above an instruction, with a blank line before it; the stage above ends with lines of its own. */
function begin(
  view: FileView,
  instructions: readonly Instruction[],
  index: number,
  ending: readonly string[],
  beginning: readonly string[],
): readonly Edit[] {
  const { text } = view;
  const end = lineEnd(text);
  const lines = (all: readonly string[]): string => all.map((line) => line + end).join("");
  const behind = wholeLines(text, instructions[index - 1] ?? { start: 0, end: 0 }).end;
  const one = instructions[index];
  const next = one === undefined ? text.length : wholeLines(text, one.leading[0] ?? one).start;
  if (behind === next) return [insert(next, lines(ending) + end + lines(beginning))];
  const blank = /\n\r?\n$/.test(text.slice(0, next)) ? "" : end;
  return [...(ending.length === 0 ? [] : [insert(behind, lines(ending))]), insert(next, blank + lines(beginning))];
}
