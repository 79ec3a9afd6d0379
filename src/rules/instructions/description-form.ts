import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW7008",
  slug: "instructions/description-form",
  title: "A description that the builder does not find",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0,
  fix: "none",
  since: "0.1.0",
  why: "`docker build --call=outline` shows the comment above an ARG or FROM as its description where it begins with the name.",
  sources: ["https://docs.docker.com/reference/build-checks/invalid-definition-description/"],
  aka: ["buildkit:InvalidDefinitionDescription"],
  examples: [
    {
      bad: "# The version of the base.\nARG VERSION=13\nFROM debian:$VERSION\n",
      good: "# VERSION of the base.\nARG VERSION=13\nFROM debian:$VERSION\n",
    },
    {
      bad: "FROM debian:13 AS base\n# runtime image\nFROM base AS final\n",
      good: "FROM debian:13 AS base\n# runtime image\n\nFROM base AS final\n",
    },
  ],
  quiet: [
    "# a note\n\nARG VERSION=13\nFROM debian:$VERSION\n",
    "# check=skip=all\nFROM debian:13\n",
    "# a note\nFROM debian:13\n",
  ],
  message: (a: { name: string }) => `Begin this comment with ${a.name}, or leave a blank line below it.`,
  check({ each, report }) {
    each(["arg", "from"], (one) => {
      const name = one.kind === "from" ? (one.alias?.text ?? null) : (one.pairs[0]?.name.text ?? null);
      const last = one.leading.at(-1);
      const first = one.leading[0];
      if (name === null || last === undefined || first === undefined || (one.kind === "arg" && one.pairs.length > 1))
        return;
      if (
        one.leading.some(
          (comment) =>
            comment.text.startsWith(`${name} `) || /^(hadolint|seaworthy|check=|syntax=|renovate)/.test(comment.text),
        )
      )
        return;
      report({ span: last, args: { name } });
    });
  },
});
