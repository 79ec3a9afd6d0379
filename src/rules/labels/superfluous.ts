import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW7103",
  slug: "labels/superfluous",
  title: "A label that is not on the team's list",
  severity: "info",
  dimension: "maintainability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "With `onlyRequiredLabels` set the list is closed, so that a misspelt key does not pass for one.",
  sources: ["https://docs.docker.com/engine/manage-resources/labels/"],
  aka: ["hadolint:DL3050"],
  examples: [
    {
      bad: "FROM debian:13\nLABEL org.example.other=a\n",
      good: "FROM debian:13\nLABEL org.example.team=a\n",
      settings: { requiredLabels: { "org.example.team": "text" }, onlyRequiredLabels: true },
    },
  ],
  quiet: ["FROM debian:13\nLABEL org.example.other=a\n"],
  message: (a: { key: string }) => `${a.key} is not on the list of labels.`,
  check({ each, settings, report }) {
    if (!settings.onlyRequiredLabels) return;
    each("label", ({ pairs }) => {
      for (const { name } of pairs)
        if (name.value !== null && !Object.hasOwn(settings.requiredLabels, name.value))
          report({ span: name, args: { key: name.value } });
    });
  },
});
