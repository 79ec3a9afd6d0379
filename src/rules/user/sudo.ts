import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { isRoot } from "../knowledge/base-users.ts";

export default defineRule({
  id: "SW1204",
  slug: "user/sudo",
  title: "sudo in RUN",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "A build step that needs root can run as root; sudo in an image is a way back to it for everyone.",
  sources: ["https://docs.docker.com/build/building/best-practices/#user"],
  aka: [
    "hadolint:DL3004",
    "trivy:DS-0010",
    "kics:run_using_sudo",
    "checkov:CKV2_DOCKER_1",
    "dockle:DKL-DI-0001",
    "semgrep:no-sudo-in-dockerfile",
    "parfum:DL3004",
    "dockerfilelint:sudo_usage",
    "dockerfile-doctor:DD021",
    "droast:DF010",
    "dockerfile_lint:no_run_with_sudo",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN sudo make install\n",
      good: "FROM debian:13\nRUN make install\n",
      fixed: "FROM debian:13\nRUN make install\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN echo sudo\n", "FROM debian:13\nRUN sudo -u app make && sudo -E -u app make\n"],
  message: (a: { as: string }) =>
    `sudo is not needed in a build${a.as === "" ? "" : `: this step runs as ${a.as}; put USER root above it`}.`,
  check({ view, report }) {
    for (const call of view.everyCall()) {
      if (call.sudo === null) continue;
      // `sudo -u app` steps down, not up.
      if (/^sudo\s+(-\w+\s+)*(-\w*u|--user)/.test(view.text.slice(call.start, call.nameSpan.end))) continue;
      const user = view.user(call.run)?.user ?? null;
      const asRoot = user === null || isRoot(user);
      const plain =
        call.sudo.end === call.nameSpan.start && /^\S*sudo\s+$/.test(view.text.slice(call.sudo.start, call.sudo.end));
      report({
        span: call.sudo,
        args: { as: asRoot ? "" : (user ?? "") },
        fix: asRoot && plain && call.shell ? [replace(call.sudo, "")] : undefined,
      });
    }
  },
});
