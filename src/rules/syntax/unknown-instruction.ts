import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

const known = [
  "FROM",
  "RUN",
  "CMD",
  "LABEL",
  "EXPOSE",
  "ENV",
  "ADD",
  "COPY",
  "ENTRYPOINT",
  "VOLUME",
  "USER",
  "WORKDIR",
  "ARG",
  "ONBUILD",
  "STOPSIGNAL",
  "HEALTHCHECK",
  "SHELL",
];

export default defineRule({
  id: "SW8001",
  slug: "syntax/unknown-instruction",
  title: "Unknown instruction",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "No builder accepts the file: it stops here before any step has run.",
  sources: ["https://docs.docker.com/reference/dockerfile/#overview"],
  aka: [
    "dockerfile-utils:UNKNOWN_INSTRUCTION",
    "dockerfilelint:invalid_command",
    "dockadvisor:UnrecognizedInstruction",
    "tally:unknown-instruction",
    "dockerfilelint:invalid_line",
  ],
  examples: [
    { bad: "FROM debian:13\nRUM make\n", good: "FROM debian:13\nRUN make\n", fixed: "FROM debian:13\nRUN make\n" },
  ],
  message: (a: { word: string; near: string | null }) =>
    `There is no instruction ${a.word}${a.near === null ? "" : `: did you mean ${a.near}?`}`,
  check({ each, report }) {
    each("unknown", ({ keyword }) => {
      const word = keyword.text.slice(0, 40);
      const near = known.find((name) => oneApart(word.toUpperCase(), name)) ?? null;
      report({ span: keyword, args: { word, near }, fix: near === null ? undefined : [replace(keyword, near)] });
    });
  },
});

/** Whether two words differ by one letter changed, added, left out, or two neighbours swapped. */
function oneApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const restA = a.slice(head, a.length - tail);
  const restB = b.slice(head, b.length - tail);
  return (
    (restA.length <= 1 && restB.length <= 1) || (restA.length === 2 && restA[0] === restB[1] && restA[1] === restB[0])
  );
}
