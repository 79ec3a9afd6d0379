import { defineRule } from "../define.ts";
import { requiredLabels } from "./values.ts";

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
  fix: "none",
  since: "0.1.0",
  why: "A licence that tools can read is an SPDX expression, such as `Apache-2.0 OR MIT`.",
  sources: ["https://spdx.org/licenses/", "https://github.com/opencontainers/image-spec/blob/main/annotations.md"],
  aka: ["hadolint:DL3054"],
  examples: [
    {
      bad: 'FROM debian:13\nLABEL org.opencontainers.image.licenses="see the file"\n',
      good: 'FROM debian:13\nLABEL org.opencontainers.image.licenses="Apache-2.0 OR MIT"\n',
    },
  ],
  quiet: [
    'FROM debian:13\nLABEL org.opencontainers.image.licenses="(GPL-2.0-only WITH Classpath-exception-2.0)"\n',
    'FROM debian:13\nLABEL org.opencontainers.image.licenses="LicenseRef-Ours"\n',
  ],
  message: (a: { key: string }) => `${a.key} is no SPDX expression.`,
  check({ view, settings, report }) {
    for (const { key, value, span } of requiredLabels(view, settings, "spdx"))
      if (!isExpression(value)) report({ span, args: { key } });
  },
});
