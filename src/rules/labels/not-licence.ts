import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { requiredLabels } from "./values.ts";

/** Licences as people write them. */
const spelled: Readonly<Record<string, string>> = {
  "apache 2.0": "Apache-2.0",
  "apache 2": "Apache-2.0",
  "bsd 3-clause": "BSD-3-Clause",
  "bsd 2-clause": "BSD-2-Clause",
  "mozilla public 2.0": "MPL-2.0",
  "mpl 2.0": "MPL-2.0",
  mit: "MIT",
};

/** The form of an expression: identifiers joined by operators. Which identifiers exist is not looked up. */
function isExpression(text: string): boolean {
  const words = text.replace(/[()]/g, " ").trim().split(/\s+/);
  return (
    words.every((word, index) =>
      index % 2 === 0 ? /^[A-Za-z0-9][A-Za-z0-9.+-]*$/.test(word) : /^(AND|OR|WITH)$/i.test(word),
    ) && words.length % 2 === 1
  );
}

export default defineRule({
  id: "SW7107",
  slug: "labels/not-licence",
  title: "A label that is to be a licence and is none",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "A licence that tools can read is an SPDX expression, such as `Apache-2.0 OR MIT`.",
  sources: ["https://spdx.org/licenses/", "https://github.com/opencontainers/image-spec/blob/main/annotations.md"],
  aka: ["hadolint:DL3054"],
  examples: [
    {
      bad: 'FROM debian:13\nLABEL org.opencontainers.image.licenses="see the file"\n',
      good: 'FROM debian:13\nLABEL org.opencontainers.image.licenses="Apache-2.0 OR MIT"\n',
    },
    {
      bad: 'FROM debian:13\nLABEL org.opencontainers.image.licenses="Apache License 2.0"\n',
      good: "FROM debian:13\nLABEL org.opencontainers.image.licenses=Apache-2.0\n",
      fixed: "FROM debian:13\nLABEL org.opencontainers.image.licenses=Apache-2.0\n",
    },
  ],
  quiet: [
    'FROM debian:13\nLABEL org.opencontainers.image.licenses="(GPL-2.0-only WITH Classpath-exception-2.0)"\n',
    'FROM debian:13\nLABEL org.opencontainers.image.licenses="LicenseRef-Ours"\n',
  ],
  message: (a: { key: string }) => `${a.key} is no SPDX expression.`,
  check({ view, report }) {
    for (const { key, value, span } of requiredLabels(view, "spdx"))
      if (!isExpression(value)) {
        const id =
          spelled[
            value
              .toLowerCase()
              .replace(/^the |,? ?(software )?licen[cs]e|,? version| v(?=\d)/g, "")
              .replace(/\s+/g, " ")
              .trim()
          ];
        report({ span, args: { key }, fix: id === undefined ? undefined : [replace(span, id)] });
      }
  },
});
