import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { errorsOf } from "../syntax/errors.ts";

/** The letters of a name in another order, or in another case. */
function sameLetters(name: string, written: string): boolean {
  const letters = (text: string): string => text.toLowerCase().replace(/[-_]/g, "").split("").sort().join("");
  return letters(name) === letters(written);
}

export default defineRule({
  id: "SW8004",
  slug: "syntax/flag",
  title: "A flag that the instruction does not have, or without its value",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "The builder refuses the line; a flag that is almost right is a typing error.",
  sources: ["https://docs.docker.com/reference/dockerfile/"],
  aka: [
    "dockerfile-utils:FLAG_DUPLICATE",
    "dockerfile-utils:FLAG_MISSING_VALUE",
    "dockerfile-utils:FLAG_EXPECTED_BOOLEAN_VALUE",
    "dockerfile-utils:FLAG_INVALID_LINK_VALUE",
    "dockerfile-utils:UNKNOWN_ADD_FLAG",
    "dockerfile-utils:UNKNOWN_COPY_FLAG",
    "dockerfile-utils:UNKNOWN_FROM_FLAG",
    "dockerfile-utils:FLAG_INVALID_FROM_VALUE",
    "dockerfile-utils:UNKNOWN_HEALTHCHECK_FLAG",
    "dockadvisor:CopyInvalidFlag",
    "dockadvisor:AddInvalidFlag",
  ],
  examples: [
    {
      bad: "FROM debian:13\nCOPY --form=a /a /b\n",
      good: "FROM debian:13\nCOPY --from=a /a /b\n",
      fixed: "FROM debian:13\nCOPY --from=a /a /b\n",
    },
    { bad: "FROM debian:13\nCOPY --link=maybe a /b\n", good: "FROM debian:13\nCOPY --link=true a /b\n" },
    { bad: "FROM debian:13\nCOPY --chown=1 --chown=2 a /b\n", good: "FROM debian:13\nCOPY --chown=2 a /b\n" },
  ],
  message: (a: { said: string; near: string | null }) =>
    `${a.said}${a.near === null ? "" : ` Did you mean --${a.near}?`}`,
  check({ view, report }) {
    const names = [
      "platform",
      "mount",
      "network",
      "security",
      "device",
      "from",
      "chown",
      "chmod",
      "link",
      "parents",
      "exclude",
      "keep-git-dir",
      "checksum",
      "unpack",
      "interval",
      "timeout",
      "start-period",
      "start-interval",
      "retries",
    ];
    for (const { span, args, error } of errorsOf(view, "bad-flag", "unknown-flag", "duplicate-flag")) {
      const written = /^unknown flag: --(\S+)$/.exec(error.message)?.[1];
      const near = written === undefined ? null : (names.find((name) => sameLetters(name, written)) ?? null);
      const at = written === undefined ? -1 : view.text.slice(span.start, span.end).indexOf(written);
      const fix =
        near === null || written === undefined || at === -1
          ? undefined
          : [replace({ start: span.start + at, end: span.start + at + written.length }, near)];
      report({ span, args: { ...args, near }, fix });
    }
  },
});
