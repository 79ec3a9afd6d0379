import { defineRule } from "../define.ts";
import { removePair } from "../edits.ts";

export default defineRule({
  id: "SW7103",
  slug: "labels/superfluous",
  title: "A label that is not on the team's list",
  severity: "info",
  dimension: "maintainability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "With `onlyRequiredLabels` set the list is closed, so that a misspelt key does not pass for one.",
  sources: ["https://docs.docker.com/engine/manage-resources/labels/"],
  aka: ["hadolint:DL3050"],
  examples: [
    {
      bad: "FROM debian:13\nLABEL org.example.other=a\n",
      good: "FROM debian:13\nLABEL org.example.team=a\n",
      fixed: "FROM debian:13\n",
      settings: { requiredLabels: { "org.example.team": "text" }, onlyRequiredLabels: true },
    },
  ],
  quiet: ["FROM debian:13\nLABEL org.example.other=a\n"],
  message: (a: { key: string }) => `${a.key} is not on the list of labels.`,
  check({ view, each, settings, report }) {
    if (!settings.onlyRequiredLabels) return;
    each("label", (label) => {
      for (const pair of label.pairs) {
        const { name } = pair;
        if (name.value !== null && !Object.hasOwn(settings.requiredLabels, name.value))
          report({ span: name, args: { key: name.value }, fix: [removePair(view.text, label, pair)] });
      }
    });
  },
});
