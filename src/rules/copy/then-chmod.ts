import { absolutePath } from "../absolute-path.ts";
import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";
import { removeCalls } from "../call-edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { CopyInstruction } from "../../formats/dockerfile/index.ts";
import type { Call } from "../calls.ts";
import type { FileView } from "../view.ts";

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
    "FROM debian:13\nCOPY --from=a /usr/bin/x /usr/bin/\nRUN chown 1000 /usr\n",
  ],
  message: (a: { path: string; flag: string }) => `${a.path} is stored twice: use COPY ${a.flag}.`,
  check({ view, eachCall, report }) {
    eachCall(["chmod", "chown"], (call) => {
      const stage = view.stageOf(call.run);
      if (stage === null) return;
      const recursive = call.words.some((word) => /^-\w*R|^--recursive$/.test(word.text));
      const paths = call.words.slice(1).map((word) => absolutePath(word.value, view.workdir(call.run)));
      for (const copy of view.inStage(stage, "copy")) {
        const path = copy.start > call.start ? null : absolutePath(copy.destination?.value ?? null, view.workdir(copy));
        if (path === null || path === "/") continue;
        const touched = paths.some((one) => one === path || (recursive && one !== null && path.startsWith(`${one}/`)));
        if (!touched || (recursive && paths.includes("/"))) continue;
        const flag = call.name === "chmod" ? "--chmod" : "--chown";
        report({ span: call, args: { path, flag }, fix: atOnce(view, copy, call, path) });
        return;
      }
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
  // A directory that WORKDIR made, or that other lines fill, has more to it than what is copied.
  const filled = (view.stageOf(copy)?.instructions ?? []).some(
    (one) =>
      one !== copy &&
      one !== call.run &&
      one.kind !== "from" &&
      (one.kind === "workdir" || (one.start > copy.start && one.start < call.start && one.kind === "run")) &&
      (one.kind === "run" || absolutePath(one.path?.value ?? null, view.workdir(one)) === path),
  );
  const owner = value.split(":")[0] ?? "";
  const known =
    call.name === "chmod"
      ? /^0?[0-7]{3}$/.test(value) && copy.sources.length === 1 && !call.words.some((word) => /^-\w*R/.test(word.text))
      : /^\d+$/.test(owner) ||
        new RegExp(`(user|adduser)\\b[^\\n]*\\b${owner.replace(/\W/g, "")}\\b`).test(view.text.slice(0, copy.start));
  const removal = removeCalls(view, call.run, [call]);
  return filled || !known || removal === undefined || absolutePath(target.value, view.workdir(call.run)) !== path
    ? undefined
    : [insert(copy.keyword.end, ` --${call.name}=${value}`), ...removal];
}
