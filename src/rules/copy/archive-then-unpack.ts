import { defineRule } from "../define.ts";
import { removeInstruction, replace } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import { OfLast } from "../../core/of-last.ts";
import type { CopyInstruction, Stage } from "../../formats/dockerfile/index.ts";
import { lowerBound } from "../../core/lower-bound.ts";
import { BySuffix } from "./by-suffix.ts";
import type { Call, CallWord } from "../calls.ts";
import type { FileView } from "../view.ts";

/** What Linux takes as the name of a file. */
const longestName = 255;
const tars = new OfLast<Stage, BySuffix<Call>>();
const mentions = new OfLast<FileView, BySuffix<number>>();

export default defineRule({
  id: "SW2011",
  slug: "copy/archive-then-unpack",
  title: "An archive is copied and then unpacked",
  severity: "info",
  dimension: "size",
  profile: "default",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: "The archive stays in the layer of the COPY, also where a later RUN deletes it. ADD unpacks a local tar as it copies.",
  sources: ["https://docs.docker.com/reference/dockerfile/#add---unpack"],
  aka: ["hadolint:DL3010", "droast:DF067", "tally:prefer-add-unpack", "tally:hadolint/DL3010"],
  examples: [
    {
      bad: "FROM debian:13\nCOPY app.tar.gz /tmp/\nRUN tar -xzf /tmp/app.tar.gz -C /opt\n",
      good: "FROM debian:13\nADD app.tar.gz /opt/\n",
      fixed: "FROM debian:13\nADD app.tar.gz /opt/\n",
    },
  ],
  quiet: [
    "FROM debian:13\nCOPY app.zip /tmp/\nRUN unzip /tmp/app.zip\n",
    "FROM debian:13\nCOPY app.tar.gz /srv/files/\n",
    "FROM debian:13 AS b\nCOPY app.tar.gz /tmp/\nRUN tar xf /tmp/app.tar.gz\nFROM debian:13\n",
  ],
  message: (a: { file: string }) => `ADD would unpack ${a.file} and leave no archive behind.`,
  check({ view, report }) {
    for (const stage of view.shipped()) {
      for (const copy of view.inStage(stage, "copy")) {
        if (copy.from !== null) continue;
        for (const source of copy.sources) {
          const path = source.value;
          if (path === null || !path.includes(".t")) continue;
          const file = path.slice(path.lastIndexOf("/") + 1);
          if (file.length > longestName || !/\.(tar|tar\.(gz|bz2|xz)|tgz|tbz2?|txz)$/.test(file)) continue;
          const calls = tars.of(stage, () => tarsOf(view, stage)).endingIn(file);
          const unpacks = calls[lowerBound(calls, copy.start)];
          if (unpacks !== undefined) report({ span: source, args: { file }, fix: added(view, copy, unpacks, file) });
        }
      }
    }
  },
});

/** ADD in the place of a COPY, and of a RUN that only unpacks into a directory that it names. */
function added(view: FileView, copy: CopyInstruction, call: Call, file: string): readonly Edit[] | undefined {
  const { run } = call;
  const words = call.words.map((word) => word.value ?? "");
  const to = words[words.indexOf("-C") + 1];
  const plain =
    words.length === 4 && words.includes("-C") && words.some((word) => /^-?(x[zjJvf]*|[zjJv]*xv?)f$/.test(word));
  if (!plain || to?.startsWith("/") !== true || run.comments.length > 0) return undefined;
  if (copy.sources.length !== 1 || copy.form !== "words" || copy.destination === null || copy.flags.length > 0)
    return undefined;
  const last = mentions.of(view, mentionsIn).endingIn(file).at(-1) ?? 0;
  if (last - file.length >= run.end || !onlyUnpacks(view, call, file)) return undefined;
  return [
    replace(copy.keyword, copy.keyword.text === "copy" ? "add" : "ADD"),
    replace(copy.destination, to.endsWith("/") ? to : `${to}/`),
    removeInstruction(view.text, run),
  ];
}

const unpacking = new OfLast<Call, Map<string, boolean>>();

/** Whether a RUN does nothing else, but for deleting the archive. */
function onlyUnpacks(view: FileView, call: Call, file: string): boolean {
  const known = unpacking.of(call, () => new Map());
  let alone = known.get(file);
  if (alone === undefined) {
    const gone = ({ text }: CallWord): boolean => text.startsWith("-") || text.endsWith(file);
    alone = view.callsIn(call.run).every((one) => one === call || (one.name === "rm" && one.words.every(gone)));
    known.set(file, alone);
  }
  return alone;
}

/** The tar commands of a stage by the ends of their words. */
function tarsOf(view: FileView, stage: Stage): BySuffix<Call> {
  const found = new BySuffix<Call>();
  for (const run of view.inStage(stage, "run"))
    for (const call of view.callsIn(run))
      if (call.name === "tar")
        for (const word of call.words) found.add(word.value ?? "", word.value?.length ?? 0, call);
  return found;
}

/** The places of a text where an archive's name may end, by what stands before them. */
function mentionsIn({ text }: FileView): BySuffix<number> {
  const found = new BySuffix<number>();
  for (const { 0: ending, 1: more = "", index } of text.matchAll(/\.t(?:ar|gz|bz|xz)(\.(?:gz|bz2|xz)|2)?/g)) {
    const end = index + ending.length;
    for (const place of new Set([end - more.length, end])) found.add(text, place, place);
  }
  return found;
}
