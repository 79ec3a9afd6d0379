import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";
import { removeCalls } from "../call-edits.ts";
import type { Edit } from "../../core/edit.ts";
import { OfLast } from "../../core/of-last.ts";
import type { CopyInstruction, Stage } from "../../formats/dockerfile/index.ts";
import type { Call } from "../calls.ts";
import { lowerBound } from "../../core/lower-bound.ts";
import type { FileView } from "../view.ts";
import { pathAt, type Target, targetAt, type Tree, treeOf } from "./targets.ts";

const trees = new OfLast<Stage, Tree>();

export default defineRule({
  id: "SW2009",
  slug: "copy/then-chmod",
  title: "COPY followed by RUN chmod or chown of the same path",
  severity: "info",
  dimension: "size",
  profile: "strict",
  fix: "suggested",
  since: "0.1.0",
  why: "A change of mode or owner stores the files again in another layer. COPY --chmod and --chown store them once.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy---chown---chmod"],
  aka: ["tally:prefer-copy-chmod"],
  examples: [
    {
      bad: "FROM debian:13\nCOPY run.sh /run.sh\nRUN chmod +x /run.sh\n",
      good: "FROM debian:13\nCOPY --chmod=755 run.sh /run.sh\n",
      fixed: "FROM debian:13\nCOPY --chmod=755 run.sh /run.sh\n",
    },
    {
      bad: "FROM debian:13\nCOPY app /app\nRUN chown -R 1000:1000 /app\n",
      good: "FROM debian:13\nCOPY --chown=1000:1000 app /app\n",
      fixed: "FROM debian:13\nCOPY --chown=1000:1000 app /app\n",
    },
    {
      bad: "FROM debian:13\nWORKDIR /app\nCOPY . .\nRUN chown -R 1000:1000 /app\n",
      good: "FROM debian:13\nWORKDIR /app\nCOPY --chown=1000:1000 . .\n",
    },
  ],
  quiet: [
    "FROM debian:13\nCOPY app /app\nRUN chown -R 1000 /data\n",
    "FROM debian:13\nWORKDIR /srv\nCOPY . app\nRUN chown app data\n",
    "FROM debian:13\nCOPY --from=a /usr/bin/x /usr/bin/\nRUN chown 1000 /usr\n",
  ],
  message: (a: { path: string; flag: string }) => `${a.path} is stored twice: use COPY ${a.flag}.`,
  check({ view, eachCall, report }) {
    eachCall(["chmod", "chown"], (call) => {
      const stage = view.stageOf(call.run);
      if (stage === null) return;
      const copied = trees.of(stage, () => treeOf(view, stage));
      if (copied.below === null) return;
      const recursive = call.words.some(({ text }) => text.startsWith("-") && /^-\w*R|^--recursive$/.test(text));
      let first: Target | null = null;
      // The first word that is no flag is the owner or the mode.
      let given = false;
      for (const word of call.words) {
        if (word.text.startsWith("-")) continue;
        const path = given ? pathAt(view, call.run, word) : null;
        given = true;
        if (path === null) continue;
        if (recursive && path === "/") return;
        const touched = targetAt(copied, path, recursive);
        if (touched !== null && touched.copy.start < (first?.copy.start ?? call.start)) first = touched;
      }
      if (first === null) return;
      const { copy, path } = first;
      const flag = call.name === "chmod" ? "--chmod" : "--chown";
      report({ span: call, args: { path, flag }, fix: atOnce(view, copy, call, path) });
    });
  },
});

/** The mode or owner on the COPY, and the command gone; only where the copied files are all that it touches. */
function atOnce(view: FileView, copy: CopyInstruction, call: Call, path: string): readonly Edit[] | undefined {
  const [given, target, ...more] = call.words.filter((word) => !word.text.startsWith("-"));
  const value = given?.value === "+x" || given?.value === "a+x" ? "755" : given?.value;
  const mode = call.name === "chmod" ? copy.chmod : copy.chown;
  if (value == null || target === undefined || more.length > 0 || mode !== null || copy.heredocs.length > 0)
    return undefined;
  const owner = value.split(":")[0] ?? "";
  const known =
    call.name === "chmod"
      ? /^0?[0-7]{3}$/.test(value) && copy.sources.length === 1 && !call.words.some((word) => /^-\w*R/.test(word.text))
      : /^\d+$/.test(owner) || (users.of(view, usersMade).get(owner.replace(/\W/g, "")) ?? copy.start) < copy.start;
  if (!known || isFilled(view, copy, call, path) || pathAt(view, call.run, target) !== path) return undefined;
  const removal = removeCalls(view, call.run, [call]);
  return removal === undefined ? undefined : [insert(copy.keyword.end, ` --${call.name}=${value}`), ...removal];
}

const users = new OfLast<FileView, ReadonlyMap<string, number>>();

/** Words that follow `user` or `adduser` on a line, with where the first such line says them. */
function usersMade({ text }: FileView): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { 1: words = "", index } of text.matchAll(/user\b([^\n]*)/g))
    for (const word of ["", ...(words.match(/\w+/g) ?? [])]) if (!found.has(word)) found.set(word, index);
  return found;
}

const workdirs = new OfLast<Stage, ReadonlySet<string | null>>();

/** A directory that WORKDIR made, or that a RUN between the two may fill, has more to it than what is copied. */
function isFilled(view: FileView, copy: CopyInstruction, call: Call, path: string): boolean {
  const stage = view.stageOf(copy);
  if (stage === null) return false;
  const runs = view.inStage(stage, "run");
  const between = runs[lowerBound(runs, copy.start)];
  if (between !== undefined && between !== call.run && between.start < call.start) return true;
  const made = workdirs.of(
    stage,
    () =>
      new Set(view.inStage(stage, "workdir").map((one) => (one.path === null ? null : pathAt(view, one, one.path)))),
  );
  return made.has(path);
}
