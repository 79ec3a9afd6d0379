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
    {
      bad: "FROM debian:13\nWORKDIR /app\nCOPY . .\nRUN chown -R 1000:1000 /app\n",
      good: "FROM debian:13\nWORKDIR /app\nCOPY --chown=1000:1000 . .\n",
    },
  ],
  quiet: [
    "FROM debian:13\nCOPY app /app\nRUN chown -R 1000 /data\n",
    "FROM debian:13\nCOPY --from=a /usr/bin/x /usr/bin/\nRUN chown 1000 /usr\n",
  ],
  message: (a: { path: string; flag: string }) => `${a.path} is stored twice: use COPY ${a.flag}.`,
  check({ view, eachCall, report }) {
    eachCall(["chmod", "chown"], (call) => {
      const stage = view.stageOf(call.run);
      if (stage === null) return;
      const recursive = call.words.some((word) => /^-\w*R|^--recursive$/.test(word.text));
      const paths = call.words.slice(1).map((word) => absolute(word.value, view.workdir(call.run)));
      for (const copy of view.inStage(stage, "copy")) {
        const path = copy.start > call.start ? null : absolute(copy.destination?.value ?? null, view.workdir(copy));
        if (path === null || path === "/") continue;
        const touched = paths.some((one) => one === path || (recursive && one !== null && path.startsWith(`${one}/`)));
        if (!touched || (recursive && paths.includes("/"))) continue;
        report({ span: call, args: { path, flag: call.name === "chmod" ? "--chmod" : "--chown" } });
        return;
      }
    });
  },
});

/** A path from the root on, without a slash at its end; null where it is not known. */
function absolute(path: string | null, workdir: string | null): string | null {
  if (path === null || /[*?$]/.test(path)) return null;
  const whole = path.startsWith("/") ? path : workdir === null ? null : `${workdir}/${path}`;
  if (whole === null) return null;
  const parts = whole.split("/").filter((part) => part !== "" && part !== ".");
  return `/${parts.join("/")}`;
}
