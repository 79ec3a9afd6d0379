import { defineRule } from "../define.ts";
import { lineAtEnd } from "../edits.ts";

export default defineRule({
  id: "SW7102",
  slug: "labels/missing",
  title: "A label that the team asks for is missing",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "suggested",
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
    {
      bad: 'FROM debian:13\nRUN make\nCMD ["app"]\n',
      good: 'FROM debian:13\nRUN make\nLABEL org.opencontainers.image.base.name=debian:13\nCMD ["app"]\n',
      fixed: 'FROM debian:13\nRUN make\nLABEL org.opencontainers.image.base.name=debian:13\nCMD ["app"]\n',
      settings: { requiredLabels: { "org.opencontainers.image.base.name": "text" } },
    },
  ],
  quiet: ["FROM debian:13\n"],
  message: (a: { key: string }) => `The image has no label ${a.key}.`,
  check({ view, repository, settings, report }) {
    const stage = view.final;
    const asked = Object.keys(settings.requiredLabels);
    if (stage === null || asked.length === 0) return;
    const has = new Set(
      view
        .shipped()
        .flatMap((one) => view.inStage(one, "label").flatMap((label) => label.pairs.map((pair) => pair.name.value))),
    );
    // What is known without asking anybody.
    const facts = new Map([
      ["org.opencontainers.image.title", repository?.service?.name ?? null],
      ["org.opencontainers.image.base.name", view.root(stage)],
    ]);
    for (const key of asked) {
      if (has.has(key)) continue;
      const value = facts.get(key) ?? null;
      report({
        span: stage.from,
        args: { key },
        fix:
          value === null || !/^[\w./:@-]+$/.test(value)
            ? undefined
            : [lineAtEnd(view.text, stage, `LABEL ${key}=${value}`)],
      });
    }
  },
});
