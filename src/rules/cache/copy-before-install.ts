import { defineRule } from "../define.ts";
import { subcommand } from "../calls.ts";
import { lineEnd, wholeLines } from "../edits.ts";
import { manifestsOf } from "../knowledge/dependency-installs.ts";
import type { Edit } from "../../core/edit.ts";
import type { Instruction } from "../../formats/dockerfile/index.ts";

const everything = new Set([".", "./", "*", "./*"]);

export default defineRule({
  id: "SW4001",
  slug: "cache/copy-before-install",
  title: "All source copied before the dependencies are installed",
  severity: "warning",
  dimension: "cache",
  profile: "default",
  points: 3,
  fix: "suggested",
  since: "0.1.0",
  why: "Every change of any file installs all dependencies again. Copy the manifests, install, then copy the source.",
  sources: ["https://docs.docker.com/build/cache/optimize/#order-your-layers"],
  aka: ["dockerfile-doctor:DD006"],
  examples: [
    {
      bad: 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install --no-cache-dir -r requirements.txt\nCMD ["python", "a.py"]\n',
      good: 'FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt ./\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY . .\nCMD ["python", "a.py"]\n',
      fixed:
        'FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt ./\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY . .\nCMD ["python", "a.py"]\n',
    },
  ],
  quiet: [
    "FROM node:24\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n",
    "FROM python:3.13\nCOPY . .\nRUN pip install .\n",
  ],
  message: (a: { command: string; line: number }) =>
    `Line ${a.line} runs ${a.command} again after every change of a file.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const whole = view
        .readIn(stage)
        .find(
          (one) =>
            (one.kind === "copy" || one.kind === "add") &&
            one.from === null &&
            one.sources.some((source) => everything.has(source.value ?? source.text)),
        );
      if (whole === undefined) return;
      for (const run of view.inStage(stage, "run")) {
        if (run.start < whole.start) continue;
        const call = view.callsIn(run).find((one) => manifestsOf(one) !== null);
        const manifests = call === undefined ? null : manifestsOf(call);
        if (call === undefined || manifests === null) continue;
        if (
          stage.instructions.some(
            (one) =>
              one.kind === "run" &&
              one.start < whole.start &&
              view.callsIn(one).some((earlier) => earlier.name === call.name && manifestsOf(earlier) !== null),
          )
        )
          return;
        const simple = view.callsIn(run).length === 1 && view.workdir(run) === view.workdir(whole);
        const fix = simple
          ? moved(view.text, stage.instructions, whole, run, known(manifests, view.repository?.files ?? null))
          : undefined;
        report({
          span: whole,
          args: {
            command: `${call.name} ${subcommand(call)?.value ?? ""}`.trim(),
            line: view.file.lines.position(run.start).line,
          },
          fix,
        });
        return;
      }
    });
  },
});

/** The manifests that are there; where the list of files is not known only those whose absence would be an error. */
function known(manifests: readonly string[], files: readonly string[] | null): readonly string[] {
  return files === null ? (manifests.length === 1 ? manifests : []) : manifests.filter((file) => files.includes(file));
}

/** The copy of all goes below the installation; a copy of the manifests takes its place. */
function moved(
  text: string,
  list: readonly Instruction[],
  whole: Instruction,
  run: Instruction,
  manifests: readonly string[],
): readonly Edit[] | undefined {
  if (manifests.length === 0 || manifests.some((file) => file.includes("/"))) return undefined;
  const between = list.slice(list.indexOf(whole) + 1, list.indexOf(run));
  if (between.some((one) => one.kind !== "run" && one.kind !== "env" && one.kind !== "arg" && one.kind !== "label"))
    return undefined;
  const lines = wholeLines(text, whole);
  const after = wholeLines(text, run).end;
  if (text[after - 1] !== "\n") return undefined;
  const end = lineEnd(text);
  return [
    { start: lines.start, end: lines.end, text: `COPY ${manifests.join(" ")} ./${end}` },
    { start: after, end: after, text: text.slice(lines.start, lines.end) },
  ];
}
