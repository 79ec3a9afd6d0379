import { defineRule } from "../define.ts";
import { admitted, contextIndex, literalSources } from "../knowledge/context-files.ts";

export default defineRule({
  id: "SW9002",
  slug: "context/ignored-file",
  title: "COPY of a file that .dockerignore keeps out",
  severity: "error",
  dimension: "reproducibility",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "The file is in the folder and not in the build context, so the build says that it does not exist.",
  sources: ["https://docs.docker.com/reference/build-checks/copy-ignored-file/"],
  aka: ["buildkit:CopyIgnoredFile"],
  examples: [
    {
      bad: "FROM debian:13\nCOPY secret.txt /app/\n",
      good: "FROM debian:13\nCOPY app.txt /app/\n",
      repository: { files: ["secret.txt", "app.txt"], dockerignore: "secret.txt\n", service: null },
    },
  ],
  message: (a: { path: string }) => `.dockerignore keeps ${a.path} out of the build context.`,
  check({ view, repository, report }) {
    const files = repository?.files ?? null;
    if (repository === null || files === null || repository.dockerignore === null) return;
    const reaches = admitted(repository);
    for (const { word, path } of literalSources(view)) {
      if (!contextIndex(files).paths.has(path)) continue;
      const below = files.filter((file) => file === path || file.startsWith(`${path}/`));
      if (below.length > 0 && !below.some(reaches)) report({ span: word, args: { path } });
    }
  },
});
