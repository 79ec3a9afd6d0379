import { defineRule } from "../define.ts";
import { removePair } from "../edits.ts";

export default defineRule({
  id: "SW3008",
  slug: "packages/debian-frontend-env",
  title: "DEBIAN_FRONTEND in ENV",
  severity: "style",
  dimension: "maintainability",
  profile: "strict",
  fix: "suggested",
  since: "0.1.0",
  why: "It is meant for the build and stays for everyone who opens a shell in the container. An ARG, or the variable before the command, ends with the build.",
  sources: ["https://docs.docker.com/engine/faq/"],
  aka: ["dockerfile-doctor:DD035"],
  examples: [
    {
      bad: "FROM debian:13\nENV DEBIAN_FRONTEND=noninteractive\n",
      good: "FROM debian:13\nARG DEBIAN_FRONTEND=noninteractive\n",
      fixed: "FROM debian:13\nARG DEBIAN_FRONTEND=noninteractive\n",
    },
  ],
  message: () => "Use ARG DEBIAN_FRONTEND=noninteractive: it ends with the build.",
  check({ view, each, report }) {
    each("env", (env) => {
      if (env.kind !== "env") return;
      for (const pair of env.pairs) {
        if (pair.name.text !== "DEBIAN_FRONTEND") continue;
        const alone = env.pairs.length === 1 && pair.separator === "=";
        report({
          span: pair,
          args: {},
          fix: alone
            ? [{ start: env.keyword.start, end: env.keyword.end, text: "ARG" }]
            : [removePair(view.text, env, pair)],
        });
      }
    });
  },
});
