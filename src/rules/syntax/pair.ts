import { expand, scopeAt } from "../../formats/dockerfile/index.ts";
import { defineRule } from "../define.ts";
import { insert } from "../edits.ts";
import { errorsOf } from "../syntax/errors.ts";

/** One quote around the whole, with nothing in it that could go wrong. */
const closed = /^(?:"[^"$\\`]*"|'[^']*')$/;

const plain = "[^\"'$\\\\`{}]|\\$\\w+";
const use = (inside: string): string => `\\$\\{\\w+(?::?[-+](?:${inside})*)?\\}`;
const within = `${plain}|${use(`${plain}|${use(plain)}`)}`;

/** Variables with no quotes but around it all, with a value for where they are not set, in which others may stand: nothing to go wrong either. */
const filled = new RegExp(`^("?)(?:${plain}|${use(within)})*\\1$`);

export default defineRule({
  id: "SW8008",
  slug: "syntax/pair",
  title: "ENV, LABEL or ARG that is no name=value",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The builder refuses the line, or takes half of it for a name.",
  sources: ["https://docs.docker.com/reference/dockerfile/#env"],
  aka: [
    "dockerfile-utils:SYNTAX_MISSING_EQUALS",
    "dockerfile-utils:SYNTAX_MISSING_NAMES",
    "dockerfile-utils:SYNTAX_MISSING_SINGLE_QUOTE",
    "dockerfile-utils:SYNTAX_MISSING_DOUBLE_QUOTE",
    "dockerfile-utils:UNSUPPORTED_MODIFIER",
    "dockadvisor:EnvInvalidFormat",
    "dockadvisor:ArgInvalidFormat",
    "dockadvisor:LabelInvalidFormat",
    "dockerfilelint:label_invalid",
  ],
  examples: [
    { bad: "FROM debian:13\nENV A=1 B\n", good: "FROM debian:13\nENV A=1 B=2\n" },
    { bad: 'FROM debian:13\nENV A="x\n', good: 'FROM debian:13\nENV A="x"\n', fixed: 'FROM debian:13\nENV A="x"\n' },
    { bad: "FROM debian:13\nENV A=${B^^}\n", good: "FROM debian:13\nENV A=${B:-c}\n" },
  ],
  quiet: ["FROM debian:13\nENV A='it''s'\n"],
  message: (a: { said: string }) => a.said,
  check({ view, each, report }) {
    errorsOf(view, "bad-pair").forEach(report);
    each(["env", "label", "arg"], (one) => {
      for (const { value } of one.pairs) {
        if (value === null || !/["']|\$\{/.test(value.text) || closed.test(value.text) || filled.test(value.text))
          continue;
        const { error } = expand(value, scopeAt(view.file, one), view.file.escape);
        if (error !== null) {
          // A quote that opens the value and closes nowhere.
          const quote = /^(["'])[^"'\\$\n]*$/.exec(value.text)?.[1];
          const last = one.pairs.at(-1)?.value === value && view.text.slice(value.end, one.end).trim() === "";
          report({
            span: value,
            args: { said: `${error.slice(0, 1).toUpperCase()}${error.slice(1)}.` },
            fix: quote !== undefined && last ? [insert(value.end, quote)] : undefined,
          });
        }
      }
    });
  },
});
