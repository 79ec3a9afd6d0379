import { defineRule } from "../define.ts";
import { baseUser, isRoot } from "../knowledge/base-users.ts";

export default defineRule({
  id: "SW1211",
  slug: "user/stateful-root",
  title: "An image with state that runs as root",
  severity: "info",
  dimension: "security",
  profile: "strict",
  points: 0.5,
  fix: "none",
  since: "0.1.0",
  why: "Files of a volume that root wrote belong to root on the host and outlive the container; a later change to another user then fails to write.",
  sources: ["https://docs.docker.com/engine/storage/volumes/"],
  aka: ["tally:stateful-root-runtime"],
  examples: [
    {
      bad: 'FROM debian:13\nVOLUME /data\nCMD ["app"]\n',
      good: 'FROM debian:13\nVOLUME /data\nUSER 10001:10001\nCMD ["app"]\n',
    },
  ],
  quiet: [
    "FROM postgres:18\nVOLUME /data\n",
    'FROM debian:13\nCMD ["app"]\n',
    'FROM debian:13\nVOLUME /data\nENTRYPOINT ["/docker-entrypoint.sh"]\nCMD ["app"]\n',
  ],
  message: (a: { path: string }) => `What root writes to ${a.path} stays root's.`,
  check({ view, report }) {
    const stage = view.final;
    if (stage === null || view.isWindows(stage) || view.last(stage, "entrypoint") !== null) return;
    const user = view.user(stage);
    const base = view.root(stage);
    if (
      user !== null
        ? user.user === null || !isRoot(user.user)
        : base !== null && ["unprivileged", "steps-down"].includes(baseUser(base).kind)
    )
      return;
    for (const volume of view.inStage(stage, "volume"))
      for (const path of volume.paths) report({ span: path, args: { path: path.text } });
  },
});
