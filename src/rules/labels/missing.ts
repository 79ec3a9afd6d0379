import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW7102",
  slug: "labels/missing",
  title: "A label that the team asks for is missing",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "Who owns an image, and what it was built from, is read from its labels; a register with gaps is no register. Only with `requiredLabels` set.",
  sources: ["https://github.com/opencontainers/image-spec/blob/main/annotations.md"],
  aka: ["hadolint:DL3049", "dockerfile_lint:label-Name/Version", "dockerfile-doctor:DD046", "dockerfile-doctor:DD078"],
  examples: [
    {
      bad: "FROM debian:13\nLABEL org.example.name=a\n",
      good: "FROM debian:13\nLABEL org.example.team=a\n",
      settings: { requiredLabels: { "org.example.team": "text" } },
    },
  ],
  quiet: ["FROM debian:13\n"],
  message: (a: { key: string }) => `The image has no label ${a.key}.`,
  check({ view, settings, report }) {
    const stage = view.final;
    if (stage === null) return;
    const has = new Set(
      view
        .shipped()
        .flatMap((one) => view.inStage(one, "label").flatMap((label) => label.pairs.map((pair) => pair.name.value))),
    );
    for (const key of Object.keys(settings.requiredLabels))
      if (!has.has(key)) report({ span: stage.from, args: { key } });
  },
});
