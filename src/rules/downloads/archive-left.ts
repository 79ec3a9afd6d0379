import { defineRule } from "../define.ts";
import { commandAfter } from "../call-edits.ts";
import type { Call } from "../calls.ts";

const archive = /\.(tar|tgz|tbz2?|txz|zip|tar\.(gz|bz2|xz|zst))$/;

export default defineRule({
  id: "SW2117",
  slug: "downloads/archive-left",
  title: "A downloaded archive stays in the layer",
  severity: "warning",
  dimension: "size",
  profile: "default",
  points: 1,
  fix: "suggested",
  since: "0.1.0",
  why: "It was unpacked in the same RUN and nothing reads it again: its bytes are pulled by everybody who runs the image.",
  sources: ["https://docs.docker.com/build/building/best-practices/#run"],
  aka: [
    "parfum:tarSomethingRmTheSomething",
    "parfum:rmRecursiveAfterMktempD",
    "parfum:mkdirUsrSrcThenRemove",
    "dockerfile-doctor:DD016",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN curl -fsSLO https://example.org/a.tgz && tar xzf a.tgz\n",
      good: "FROM debian:13\nRUN curl -fsSLO https://example.org/a.tgz && tar xzf a.tgz && rm a.tgz\n",
      fixed: "FROM debian:13\nRUN curl -fsSLO https://example.org/a.tgz && tar xzf a.tgz && rm a.tgz\n",
    },
    {
      bad: "FROM debian:13\nRUN wget -O /tmp/a.zip https://example.org/a.zip && unzip /tmp/a.zip\n",
      good: "FROM debian:13\nRUN wget -O /tmp/a.zip https://example.org/a.zip && unzip /tmp/a.zip && rm /tmp/a.zip\n",
      fixed: "FROM debian:13\nRUN wget -O /tmp/a.zip https://example.org/a.zip && unzip /tmp/a.zip && rm /tmp/a.zip\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN curl -fsSL https://example.org/a.tgz | tar xz\n",
    "FROM debian:13 AS b\nRUN curl -fsSLO https://example.org/a.tgz && tar xzf a.tgz\nFROM debian:13\n",
    "FROM debian:13\nRUN cd /tmp && curl -fsSLO https://example.org/a.tgz && tar xzf a.tgz && rm -rf /tmp/*\n",
    "FROM debian:13\nRUN --mount=type=tmpfs,target=/tmp curl -fsSLo /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz\n",
  ],
  message: (a: { file: string }) => `Delete ${a.file} in this RUN, or pipe the download into tar.`,
  check({ view, report }) {
    if (view.calls(["tar", "unzip"]).length === 0) return;
    for (const stage of view.shipped()) {
      for (const run of view.inStage(stage, "run")) {
        const calls = view.callsIn(run);
        if (
          !calls.some((call) => call.name === "curl" || call.name === "wget") ||
          run.mounts.some((mount) => mount.type === "tmpfs" || mount.type === "cache")
        )
          continue;
        let cleared: number | null = null;
        for (const call of calls) {
          if (call.name !== "tar" && call.name !== "unzip") continue;
          const word = call.words.find((one) => archive.test(one.value ?? one.text.replace(/["']/g, "")));
          if (word === undefined) continue;
          const file = word.text.replace(/["']/g, "").split("/").at(-1) ?? "";
          cleared ??= calls.findLast(clears)?.start ?? -1;
          if (cleared > call.start) continue;
          const fetched = calls.some(
            (one) =>
              /^(curl|wget)$/.test(one.name) &&
              one.start < call.start &&
              one.words.some((part) => part.text.replace(/["']/g, "").endsWith(file)),
          );
          const again =
            fetched &&
            calls.some((one) => one.start > call.start && one.words.some((part) => part.text.includes(file)));
          if (fetched)
            report({
              span: word,
              args: { file },
              fix: again ? undefined : commandAfter(view, call, `rm ${word.text}`),
            });
        }
      }
    }
  },
});

/** Any other deletion may be of its directory: only apt's lists are known not to be. */
function clears(call: Call): boolean {
  return /^(rm|mv|find|trash)$/.test(call.name) && call.words.some((part) => !/^-|apt\/lists/.test(part.text));
}
