import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW2011",
  slug: "copy/archive-then-unpack",
  title: "An archive is copied and then unpacked",
  severity: "info",
  dimension: "size",
  profile: "default",
  points: 1,
  fix: "none",
  since: "0.1.0",
  why: "The archive stays in the layer of the COPY, also where a later RUN deletes it. ADD unpacks a local tar as it copies.",
  sources: ["https://docs.docker.com/reference/dockerfile/#add---unpack"],
  aka: ["hadolint:DL3010", "droast:DF067", "tally:prefer-add-unpack", "tally:hadolint/DL3010"],
  examples: [
    {
      bad: "FROM debian:13\nCOPY app.tar.gz /tmp/\nRUN tar -xzf /tmp/app.tar.gz -C /opt\n",
      good: "FROM debian:13\nADD app.tar.gz /opt/\n",
    },
  ],
  quiet: [
    "FROM debian:13\nCOPY app.zip /tmp/\nRUN unzip /tmp/app.zip\n",
    "FROM debian:13\nCOPY app.tar.gz /srv/files/\n",
    "FROM debian:13 AS b\nCOPY app.tar.gz /tmp/\nRUN tar xf /tmp/app.tar.gz\nFROM debian:13\n",
  ],
  message: (a: { file: string }) => `ADD would unpack ${a.file} and leave no archive behind.`,
  check({ view, report }) {
    for (const stage of view.shipped()) {
      for (const copy of view.inStage(stage, "copy")) {
        if (copy.from !== null) continue;
        for (const source of copy.sources) {
          const file = (source.value ?? "").split("/").at(-1) ?? "";
          if (!/\.(tar|tar\.(gz|bz2|xz)|tgz|tbz2?|txz)$/.test(file)) continue;
          const unpacked = view
            .inStage(stage, "run")
            .some(
              (run) =>
                run.start > copy.start &&
                view
                  .callsIn(run)
                  .some((call) => call.name === "tar" && call.words.some((word) => (word.value ?? "").endsWith(file))),
            );
          if (unpacked) report({ span: source, args: { file } });
        }
      }
    }
  },
});
