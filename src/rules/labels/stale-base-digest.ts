import { defineRule } from "../define.ts";
import { removePair } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW7112",
  slug: "labels/stale-base-digest",
  title: "base.digest says a digest that FROM does not",
  severity: "info",
  dimension: "maintainability",
  profile: "strict",
  fix: "suggested",
  since: "0.1.0",
  why: "The label names the bytes that the image stands on; where FROM follows a tag they change and the label lies.",
  sources: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"],
  aka: ["tally:labels/no-stale-base-digest"],
  examples: [
    {
      bad: 'FROM debian:13\nLABEL org.opencontainers.image.base.digest="sha256:9f6b1a2c0f4d4e2a8b3c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2"\n',
      good: 'FROM debian:13@sha256:9f6b1a2c0f4d4e2a8b3c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2\nLABEL org.opencontainers.image.base.digest="sha256:9f6b1a2c0f4d4e2a8b3c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2"\n',
      fixed: "FROM debian:13\n",
    },
  ],
  message: () => "FROM does not hold this digest.",
  check({ view, each, report }) {
    each("label", (label) => {
      const stage = view.stageOf(label);
      if (stage === null) return;
      for (const pair of label.pairs) {
        const { name, value } = pair;
        if (name.text !== "org.opencontainers.image.base.digest" || value?.value == null) continue;
        const image = view.root(stage);
        if (image !== null && imageName(image).digest !== value.value)
          report({ span: value, args: {}, fix: [removePair(view.text, label, pair)] });
      }
    });
  },
});
