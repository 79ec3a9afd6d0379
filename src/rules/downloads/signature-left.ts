import { type Call, hasFlag } from "../calls.ts";
import { defineRule } from "../define.ts";
import { commandAfter } from "../call-edits.ts";

export default defineRule({
  id: "SW2115",
  slug: "downloads/signature-left",
  title: "A signature file stays after it has done its work",
  severity: "style",
  dimension: "size",
  profile: "strict",
  points: 0.25,
  fix: "suggested",
  since: "0.1.0",
  why: "Nothing reads it again; it only makes the layer look as if it could still be checked.",
  sources: ["https://docs.docker.com/build/building/best-practices/#run"],
  aka: ["parfum:gpgVerifyAscRmAsc"],
  examples: [
    {
      bad: "FROM debian:13\nRUN curl -fsSLo a.asc https://example.org/a.asc && gpg --batch --verify a.asc a\n",
      good: "FROM debian:13\nRUN curl -fsSLo a.asc https://example.org/a.asc && gpg --batch --verify a.asc a && rm a.asc\n",
      fixed:
        "FROM debian:13\nRUN curl -fsSLo a.asc https://example.org/a.asc && gpg --batch --verify a.asc a && rm a.asc\n",
    },
  ],
  quiet: [
    "FROM debian:13 AS b\nRUN gpg --batch --verify a.asc a\nFROM debian:13\n",
    'FROM debian:13\nRUN gpg --batch --verify a.asc a && rm -rf "$GNUPGHOME" *.asc\n',
  ],
  message: (a: { file: string }) => `Delete ${a.file} in this RUN.`,
  check({ view, report }) {
    if (view.calls("gpg").length === 0) return;
    for (const stage of view.shipped()) {
      for (const run of view.inStage(stage, "run")) {
        const calls = view.callsIn(run);
        let gone: number | null = null;
        for (const call of calls) {
          const file =
            call.name === "gpg" && hasFlag(call, "--verify")
              ? call.words.find((word) => /\.(asc|sig)$/.test(word.value ?? ""))
              : undefined;
          if (file === undefined) continue;
          gone ??= calls.findLast(deletes)?.start ?? -1;
          if (gone <= call.start && !file.text.startsWith("/tmp/"))
            report({ span: file, args: { file: file.text }, fix: commandAfter(view, call, `rm ${file.text}`) });
        }
      }
    }
  },
});

function deletes(call: Call): boolean {
  return call.name === "rm" && call.words.some((word) => /\.(asc|sig)['"}]*$|\*|\$/.test(word.text));
}
