import { defineRule } from "../define.ts";
import { lineAtEnd, replace } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { Stage, UserInstruction } from "../../formats/dockerfile/index.ts";
import { stepsDownItself, uid } from "../knowledge/unprivileged.ts";
import { imageName } from "../knowledge/image-name.ts";
import type { FileView } from "../view.ts";
import { baseUser, isRoot } from "../knowledge/base-users.ts";

export default defineRule({
  id: "SW1202",
  slug: "user/last-root",
  title: "The last USER is root",
  severity: "warning",
  dimension: "security",
  profile: "default",
  points: 2.5,
  fix: "suggested",
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
      fixed: "FROM debian:13\nUSER app\nRUN make\nUSER app\n",
    },
    {
      bad: "FROM debian:13\nUSER 0:0\n",
      good: "FROM debian:13\nUSER 10001:10001\n",
      fixed: "FROM debian:13\nUSER 10001:10001\n",
    },
    {
      bad: "FROM debian:13\nUSER 4294967296\n",
      good: "FROM debian:13\nUSER 10001\n",
      fixed: "FROM debian:13\nUSER 10001:10001\n",
    },
  ],
  quiet: ["FROM debian:13 AS build\nUSER root\nFROM debian:13\nUSER 1000\n"],
  message: (a: { user: string }) => `The image runs as ${a.user}: end on a user of its own.`,
  check({ view, report }) {
    const stage = view.final;
    if (stage === null) return;
    const user = view.user(stage);
    if (user?.user == null || !isRoot(user.user) || user.by.kind !== "user") return;
    report({ span: user.by.user ?? user.by, args: { user: user.user }, fix: endOnAnother(view, stage, user.by) });
  },
});

/** The user that the file itself named before, or a number of its own; where the base needs root to start there is none. */
function endOnAnother(view: FileView, stage: Stage, by: UserInstruction): readonly Edit[] | undefined {
  const root = view.root(stage);
  const base = root === null ? null : baseUser(root);
  if (by.stage !== stage.index || by.user === null || base?.kind === "steps-down" || stepsDownItself.test(view.text))
    return undefined;
  if (/^(nginx|httpd|docker|traefik|haproxy|jenkins)/.test(imageName(root ?? "").name)) return undefined;
  const before = view
    .inStage(stage, "user")
    .findLast((one) => one.start < by.start && one.user?.value != null && !isRoot(one.user.value));
  const name = before?.user?.value ?? (base?.kind === "unprivileged" ? base.user : `${uid}:${uid}`);
  const works = stage.instructions.some(
    (one) =>
      one.start > by.start && !/^(cmd|entrypoint|expose|healthcheck|stopsignal|label|env|volume)$/.test(one.kind),
  );
  if (works) return view.last(stage, "cmd") === null ? undefined : [lineAtEnd(view.text, stage, `USER ${name}`)];
  return [replace(by.user, name)];
}
