import { defineRule } from "../define.ts";
import { removeInstruction, replace } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { CopyInstruction } from "../../formats/dockerfile/index.ts";
import type { Call } from "../calls.ts";
import type { FileView } from "../view.ts";

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
          const file = (source.value ?? "").split("/").at(-1) ?? "";
          if (!/\.(tar|tar\.(gz|bz2|xz)|tgz|tbz2?|txz)$/.test(file)) continue;
          const unpacks = view
            .inStage(stage, "run")
            .filter((run) => run.start > copy.start)
            .flatMap((run) => view.callsIn(run))
            .find((call) => call.name === "tar" && call.words.some((word) => (word.value ?? "").endsWith(file)));
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
  const others = view
    .callsIn(run)
    .filter(
      (one) =>
        one !== call &&
        !(one.name === "rm" && one.words.every((word) => word.text.startsWith("-") || word.text.endsWith(file))),
    );
  const again = view.text.slice(run.end).includes(file);
  if (!plain || to?.startsWith("/") !== true || others.length > 0 || again || run.comments.length > 0) return undefined;
  if (copy.sources.length !== 1 || copy.form !== "words" || copy.destination === null || copy.flags.length > 0)
    return undefined;
  return [
    replace(copy.keyword, copy.keyword.text === "copy" ? "add" : "ADD"),
    replace(copy.destination, to.endsWith("/") ? to : `${to}/`),
    removeInstruction(view.text, run),
  ];
}
