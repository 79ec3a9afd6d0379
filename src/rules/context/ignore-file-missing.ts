import { defineRule } from "../define.ts";
import { wholeContextCopy } from "../knowledge/context-files.ts";

export default defineRule({
  id: "SW9003",
  slug: "context/ignore-file-missing",
  title: "The whole folder copied, and no .dockerignore",
  severity: "warning",
  dimension: "cache",
  profile: "default",
  points: 1,
  fix: "none",
  since: "0.1.0",
  why: "Everything in the folder is sent to the builder and copied: history, local environments, secrets. `seaworthy init` writes one from what the build reads.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  aka: ["droast:DF033"],
  examples: [
    {
      bad: "FROM debian:13\nWORKDIR /app\nCOPY . .\n",
      good: "FROM debian:13\nWORKDIR /app\nCOPY app app\n",
      repository: { files: ["app/main.py"], dockerignore: null, service: null },
    },
  ],
  message: () => "Without a .dockerignore this copies whatever lies in the folder.",
  check({ view, repository, report }) {
    if (repository === null || repository.files === null || repository.dockerignore !== null) return;
    const whole = wholeContextCopy(view);
    if (whole !== null) report({ span: whole, args: {} });
  },
});
