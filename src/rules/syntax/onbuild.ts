import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW8013",
  slug: "syntax/onbuild",
  title: "ONBUILD hides steps from the file that runs them",
  severity: "style",
  dimension: "maintainability",
  profile: "all",
  fix: "none",
  since: "0.1.0",
  why: "Whoever builds on the image runs steps that stand in another file, and cannot leave them out.",
  sources: ["https://docs.docker.com/reference/dockerfile/#onbuild"],
  aka: ["dockerfile-doctor:DD042"],
  examples: [{ bad: "FROM debian:13\nONBUILD COPY . /app\n", good: "FROM debian:13\nCOPY . /app\n" }],
  message: () => "Write the step where it runs.",
  check({ view, report }) {
    for (const one of view.file.instructions) if (one.kind === "onbuild") report({ span: one, args: {} });
  },
});
