import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW2009",
  slug: "copy/then-chmod",
  title: "COPY followed by RUN chmod or chown of the same path",
  severity: "info",
  dimension: "size",
  profile: "strict",
  fix: "none",
  since: "0.1.0",
  why: "A change of mode or owner stores the files again in another layer. COPY --chmod and --chown store them once.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy---chown---chmod"],
  aka: ["tally:prefer-copy-chmod"],
  examples: [
    {
      bad: "FROM debian:13\nCOPY run.sh /run.sh\nRUN chmod +x /run.sh\n",
      good: "FROM debian:13\nCOPY --chmod=755 run.sh /run.sh\n",
    },
    {
      bad: "FROM debian:13\nCOPY app /app\nRUN chown -R 1000:1000 /app\n",
      good: "FROM debian:13\nCOPY --chown=1000:1000 app /app\n",
    },
  ],
  quiet: ["FROM debian:13\nCOPY app /app\nRUN chown -R 1000 /data\n"],
  message: (a: { path: string; flag: string }) => `${a.path} is stored twice: use COPY ${a.flag}.`,
  check({ view, eachCall, report }) {
    eachCall(["chmod", "chown"], (call) => {
      const stage = view.stageOf(call.run);
      if (stage === null) return;
      const paths = call.words.slice(1).map((word) => (word.value ?? "").replace(/\/$/, ""));
      for (const copy of view.inStage(stage, "copy")) {
        if (copy.start > call.start || copy.destination?.value == null) continue;
        const path = copy.destination.value.replace(/\/$/, "");
        if (path.startsWith("/") && path.length > 1 && paths.includes(path)) {
          report({ span: call, args: { path, flag: call.name === "chmod" ? "--chmod" : "--chown" } });
          return;
        }
      }
    });
  },
});
