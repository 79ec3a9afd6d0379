import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW8010",
  slug: "syntax/maintainer",
  title: "MAINTAINER is deprecated",
  severity: "style",
  dimension: "maintainability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "A label says the same, can be read by every tool, and can be changed without an instruction of its own.",
  sources: ["https://docs.docker.com/reference/build-checks/maintainer-deprecated/"],
  aka: [
    "hadolint:DL4000",
    "buildkit:MaintainerDeprecated",
    "trivy:DS-0022",
    "kics:maintainer_instruction_being_used",
    "checkov:CKV_DOCKER_6",
    "semgrep:maintainer-is-deprecated",
    "dockerfilelint:deprecated_in_1.13",
    "dockerfile-utils:DEPRECATED_MAINTAINER",
    "droast:DF019",
    "dockerfile-doctor:DD017",
    "dockadvisor:MaintainerDeprecated",
    "dockerfile_lint:maintainer_deprecated",
  ],
  examples: [
    {
      bad: "FROM debian:13\nMAINTAINER Ada <ada@example.org>\n",
      good: 'FROM debian:13\nLABEL org.opencontainers.image.authors="Ada <ada@example.org>"\n',
      fixed: 'FROM debian:13\nLABEL org.opencontainers.image.authors="Ada <ada@example.org>"\n',
    },
  ],
  message: () => "Use LABEL org.opencontainers.image.authors.",
  check({ each, report }) {
    each("maintainer", (one) => {
      const name = one.name.text.trim().replace(/^(["'])(.*)\1$/, "$2");
      const fix = /["\\$`\n]/.test(name)
        ? undefined
        : [replace(one, `LABEL org.opencontainers.image.authors="${name}"`)];
      report({ span: one, args: {}, fix });
    });
  },
});
