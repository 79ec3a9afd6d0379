import { defineRule } from "../define.ts";
import { removePair } from "../edits.ts";

export default defineRule({
  id: "SW7111",
  slug: "labels/made-by-buildx",
  title: "A label that the build can write itself",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  points: 0,
  fix: "suggested",
  since: "0.1.0",
  why: "`docker buildx build` and CI actions write source, revision and created from the repository; a copy in the file goes stale.",
  sources: ["https://docs.docker.com/build/ci/github-actions/manage-tags-labels/"],
  aka: ["tally:labels/no-buildx-git-overlap"],
  examples: [
    {
      bad: "FROM debian:13\nLABEL org.opencontainers.image.revision=4b825dc\n",
      good: "FROM debian:13\nLABEL org.opencontainers.image.title=app\n",
      fixed: "FROM debian:13\n",
    },
  ],
  quiet: ["FROM debian:13\nARG R\nLABEL org.opencontainers.image.revision=$R\n"],
  message: (a: { key: string }) => `${a.key} is better written by the build than by hand.`,
  check({ view, each, report }) {
    each("label", (label) => {
      for (const pair of label.pairs) {
        const { name, value } = pair;
        if (/^org\.opencontainers\.image\.(revision|created)$/.test(name.text) && value?.dynamic === false)
          report({
            span: name,
            args: { key: name.text },
            fix: label.kind === "label" ? [removePair(view.text, label, pair)] : undefined,
          });
      }
    });
  },
});
