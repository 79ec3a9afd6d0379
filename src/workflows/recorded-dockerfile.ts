import type { RecordedDockerfile, RecordedStage, StageInput } from "../core/recorded-build.ts";
import { LineMap } from "../core/span.ts";
import {
  type Dependency,
  dependencies,
  finalStage,
  lineage,
  parseDockerfile,
  reachableStages,
  type Source,
  type Stage,
} from "../formats/dockerfile/index.ts";

/** The Dockerfile with its stage graph, as a record keeps it. */
export function recordedDockerfile(path: string, text: string, before: string | null): RecordedDockerfile {
  const file = parseDockerfile(text);
  const lines = new LineMap(text);
  const final = finalStage(file);
  const under = new Set(final === null ? [] : lineage(file, final));
  const built = reachableStages(file);
  const stages = file.stages.map((stage): RecordedStage => {
    const role = stage === final ? "final" : under.has(stage) ? "base" : built.has(stage) ? "source" : "unused";
    const inputs = dependencies(file, stage).map((one) => input(one, lines));
    return { name: nameOf(stage), line: line(lines, stage), instructions: stage.instructions.length - 1, inputs, role };
  });
  return { path, text, before: before === text ? null : before, stages };
}

function input({ through, instruction, word, source }: Dependency, lines: LineMap): StageInput {
  const at = line(lines, instruction);
  const base = { from: sourceName(source), stage: source.kind === "stage", through, line: at };
  if (through === "copy" && instruction.kind === "copy") {
    const sources = instruction.sources.map((one) => one.value ?? "").join(" ");
    return { ...base, what: `${sources} → ${instruction.destination?.value ?? ""}` };
  }
  if (through === "mount" && word !== null && "options" in word)
    return { ...base, what: `${word.source ?? "/"} → ${word.target ?? ""}` };
  return { ...base, what: "" };
}

function sourceName(source: Source): string {
  if (source.kind === "stage") return nameOf(source.stage);
  if (source.kind === "scratch") return "scratch";
  return source.kind === "context" ? source.name : (source.image ?? "");
}

function nameOf(stage: Stage): string {
  return stage.name ?? `${stage.index}`;
}

function line(lines: LineMap, at: { readonly start: number }): number {
  return lines.position(at.start).line;
}
