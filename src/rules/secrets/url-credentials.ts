import { defineRule } from "../define.ts";
import { removePair } from "../edits.ts";
import type { Pair } from "../../formats/dockerfile/index.ts";
import type { Span } from "../../core/span.ts";
import { lowerBound } from "../../core/lower-bound.ts";

const inUrl = /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/:@'"]{1,200}):([^\s/@'"]{1,400})@/gi;

export default defineRule({
  id: "SW1305",
  slug: "secrets/url-credentials",
  title: "Credentials in a URL",
  severity: "error",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The URL is in the image's history, and git writes it into .git/config as well. Build arguments filled into it are stored the same way.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  aka: ["dockerfile-doctor:DD057"],
  examples: [
    {
      bad: "FROM debian:13\nRUN git clone https://me:hunter2@example.org/r.git\n",
      good: "FROM debian:13\nRUN --mount=type=ssh git clone ssh://git@example.org/r.git\n",
    },
    {
      bad: "FROM debian:13\nENV DATABASE_URL=postgres://app:s3cret@db/app\n",
      good: "FROM debian:13\nENV DATABASE_HOST=db\n",
      fixed: "FROM debian:13\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN git clone ssh://git@example.org/r.git && curl http://localhost:8080/a@b\n",
    "FROM debian:13\n# https://user:password@example.org\nRUN make\n",
  ],
  message: (a: { user: string }) => `The password of ${a.user} stands in this URL.`,
  check({ view, report }) {
    if (!view.text.includes("://")) return;
    for (const instruction of view.file.instructions) {
      const { text } = instruction.rest;
      if (!text.includes("://") || !text.includes("@")) continue;
      for (const match of text.matchAll(inUrl)) {
        if (/^(x+|\*+|<.*|user(name)?|password|pass)$/i.test(match[2] ?? "") || (match[2] ?? "") === (match[1] ?? ""))
          continue;
        const span = instruction.rest.span(match.index, match.index + match[0].length);
        const pair = instruction.kind === "env" ? pairAround(instruction.pairs, span) : undefined;
        report({
          span,
          args: { user: match[1] ?? "" },
          fix:
            instruction.kind === "env" && pair !== undefined && instruction.comments.length === 0
              ? [removePair(view.text, instruction, pair)]
              : undefined,
        });
      }
    }
  },
});

function pairAround(pairs: readonly Pair[], span: Span): Pair | undefined {
  const one = pairs[lowerBound(pairs, span.start) - 1];
  return one !== undefined && span.end <= one.end ? one : undefined;
}
