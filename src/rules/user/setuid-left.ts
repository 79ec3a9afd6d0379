import { operands } from "../calls.ts";
import { removeCalls } from "../call-edits.ts";
import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { Span } from "../../core/span.ts";

export default defineRule({
  id: "SW1214",
  slug: "user/setuid-left",
  title: "A program gets the setuid or setgid bit",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Whoever starts the program becomes its owner, root as a rule: one fault in it and USER is worth nothing. Images seldom need a single one.",
  sources: ["https://www.cisecurity.org/benchmark/docker"],
  aka: ["dockle:CIS-DI-0008", "cis:4.8"],
  examples: [
    {
      bad: "FROM debian:13\nRUN chmod u+s /usr/bin/app\n",
      good: "FROM debian:13\nRUN chmod 0755 /usr/bin/app\n",
      fixed: "FROM debian:13\n",
    },
    {
      bad: "FROM debian:13\nCOPY --chmod=4755 app /usr/bin/app\n",
      good: "FROM debian:13\nCOPY --chmod=755 app /usr/bin/app\n",
      fixed: "FROM debian:13\nCOPY --chmod=755 app /usr/bin/app\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN chmod u-s /usr/bin/su && chmod g+w /a && chmod 1777 /tmp\n",
    "FROM debian:13\nRUN chmod 2775 /srv/shared && chmod -R g+s /srv\n",
  ],
  message: (a: { mode: string }) => `${a.mode} lets whoever runs this act as its owner.`,
  check({ view, eachCall, each, report }) {
    eachCall("chmod", (call) => {
      // setgid on a directory only hands the group on.
      const word = operands(call)[0];
      if (
        word !== undefined &&
        /^0?[4567][0-7]{3}$|^[ugoa]*\+[rwx]*s|^u\+s$/.test(word.value ?? "") &&
        !/^g\+s$/.test(word.value ?? "")
      )
        report({
          span: word,
          args: { mode: word.text },
          fix: /^[ugoa]*\+s$/.test(word.text)
            ? removeCalls(view, call.run, [call])
            : call.shell && word.value === word.text
              ? without(word, word.text)
              : undefined,
        });
    });
    each(["copy", "add"], ({ chmod }) => {
      if (chmod !== null && /^0?[4567][0-7]{3}$/.test(chmod.value ?? ""))
        report({ span: chmod, args: { mode: chmod.text }, fix: without(chmod, chmod.text) });
    });
  },
});

/** The same mode without the bit that lends the owner's rights. */
function without(span: Span, mode: string): readonly Edit[] | undefined {
  const digits = /^0?[4567]([0-7]{3})$/.exec(mode);
  return digits === null ? undefined : [replace(span, `${mode.startsWith("0") ? "0" : ""}${digits[1]}`)];
}
