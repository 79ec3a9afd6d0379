import { operands } from "../calls.ts";
import { defineRule } from "../define.ts";
import { lineAtEnd } from "../edits.ts";

const valued = [
  "-u",
  "-g",
  "-G",
  "-d",
  "-s",
  "-c",
  "-h",
  "-k",
  "-p",
  "-e",
  "-f",
  "-b",
  "--uid",
  "--gid",
  "--home",
  "--shell",
  "--gecos",
  "--ingroup",
  "--groups",
  "--home-dir",
  "--comment",
];

export default defineRule({
  id: "SW1207",
  slug: "user/created-unused",
  title: "A user is made and nothing runs as that user",
  severity: "info",
  dimension: "security",
  profile: "strict",
  points: 0,
  fix: "suggested",
  since: "0.1.0",
  why: "The line that makes a user says that root was not meant; without USER the image runs as root all the same. The score is taken by user/missing; this is the remedy.",
  sources: ["https://docs.docker.com/reference/dockerfile/#user"],
  aka: ["tally:user-created-but-never-used"],
  examples: [
    {
      bad: 'FROM debian:13\nRUN useradd --system app\nCMD ["app"]\n',
      good: 'FROM debian:13\nRUN useradd --system app\nUSER app\nCMD ["app"]\n',
      fixed: 'FROM debian:13\nRUN useradd --system app\nUSER app\nCMD ["app"]\n',
    },
  ],
  quiet: [
    'FROM debian:13\nRUN useradd app\nCOPY docker-entrypoint.sh /\nENTRYPOINT ["/docker-entrypoint.sh"]\n',
    'FROM debian:13\nRUN useradd app && apt-get install -y gosu\nCMD ["app"]\n',
    'FROM debian:13 AS a\nRUN useradd app\nFROM debian:13\nCMD ["b"]\n',
  ],
  message: (a: { user: string }) => `${a.user} is made here, and nothing runs as ${a.user}.`,
  check({ view, report }) {
    if (view.calls(["useradd", "adduser"]).length === 0) return;
    const stage = view.final;
    if (stage === null || view.user(stage) !== null || view.isWindows(stage)) return;
    if (view.last(stage, "entrypoint") !== null || /gosu|su-exec|setpriv|chroot|runuser|\bsu\b/.test(view.text)) return;
    for (const one of view.shipped()) {
      for (const run of view.inStage(one, "run")) {
        for (const call of view.callsIn(run)) {
          if (call.name !== "useradd" && call.name !== "adduser") continue;
          const word = operands(call, valued)[0];
          const user = word?.value ?? null;
          if (word === undefined || user === null || !/^[a-z_][\w-]*$/i.test(user)) continue;
          report({ span: word, args: { user }, fix: [lineAtEnd(view.text, stage, `USER ${user}`)] });
          return;
        }
      }
    }
  },
});
