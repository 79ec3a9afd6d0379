import { defineRule } from "../define.ts";
import { isRoot } from "../knowledge/base-users.ts";

export default defineRule({
  id: "SW1212",
  slug: "user/copied-files-owned",
  title: "Copied application files belong to the user that runs",
  severity: "style",
  dimension: "security",
  profile: "all",
  points: 0,
  fix: "none",
  since: "0.1.0",
  why: "Files that root owns and all may read are files that a broken-into application cannot rewrite. So COPY without --chown is right for code, also after USER, and --chown is for the directories that the application writes to. Some tools ask for --chown, others forbid it: this is our position, as advice.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy---chown---chmod"],
  aka: ["kics:chown_flag_exists", "tally:copy-after-user-without-chown"],
  examples: [
    { bad: "FROM debian:13\nUSER app\nCOPY --chown=app:app . /app\n", good: "FROM debian:13\nUSER app\nCOPY . /app\n" },
  ],
  quiet: [
    "FROM debian:13\nCOPY --chown=root:root a /a\n",
    "FROM debian:13 AS build\nCOPY --chown=app . /app\nFROM debian:13\n",
  ],
  message: (a: { owner: string }) =>
    `${a.owner} can rewrite this: leave code to root unless the application writes there.`,
  check({ view, report }) {
    for (const stage of view.shipped()) {
      for (const copy of view.inStage(stage, "copy")) {
        const owner = copy.chown?.value ?? null;
        if (copy.chown !== null && owner !== null && !isRoot(owner)) report({ span: copy.chown, args: { owner } });
      }
    }
  },
});
