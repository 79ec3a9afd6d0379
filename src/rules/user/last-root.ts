import { defineRule } from "../define.ts";
import { isRoot } from "../knowledge/base-users.ts";

export default defineRule({
  id: "SW1202",
  slug: "user/last-root",
  title: "The last USER is root",
  severity: "warning",
  dimension: "security",
  profile: "default",
  points: 2.5,
  fix: "none",
  since: "0.1.0",
  why: "The image runs as root, on purpose or forgotten after an installation step.",
  sources: ["https://docs.docker.com/build/building/best-practices/#user"],
  aka: [
    "hadolint:DL3002",
    "trivy:DS-0002",
    "kics:last_user_is_root",
    "checkov:CKV_DOCKER_8",
    "semgrep:last-user-is-root",
    "parfum:DL3002",
    "cis:4.1",
    "droast:DF002",
    "dockerfile_lint:root_user",
  ],
  examples: [
    {
      bad: "FROM debian:13\nUSER app\nRUN make\nUSER root\n",
      good: "FROM debian:13\nUSER root\nRUN make\nUSER 10001\n",
    },
    { bad: "FROM debian:13\nUSER 0:0\n", good: "FROM debian:13\nUSER 10001:10001\n" },
    { bad: "FROM debian:13\nUSER 4294967296\n", good: "FROM debian:13\nUSER 10001\n" },
  ],
  quiet: ["FROM debian:13 AS build\nUSER root\nFROM debian:13\nUSER 1000\n"],
  message: (a: { user: string }) => `The image runs as ${a.user}: end on a user of its own.`,
  check({ view, report }) {
    const stage = view.final;
    if (stage === null) return;
    const user = view.user(stage);
    if (user?.user == null || !isRoot(user.user) || user.by.kind !== "user") return;
    report({ span: user.by.user ?? user.by, args: { user: user.user } });
  },
});
