import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { contextIndex, literalSources } from "../knowledge/context-files.ts";

export default defineRule({
  id: "SW9001",
  slug: "context/missing-file",
  title: "COPY of a file that is not there",
  severity: "error",
  dimension: "reproducibility",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The build ends here: no file of the build context has this path.",
  sources: ["https://docs.docker.com/build/concepts/context/"],
  aka: [],
  examples: [
    {
      bad: "FROM debian:13\nCOPY main.py /app/\n",
      good: "FROM debian:13\nCOPY app/main.py /app/\n",
      fixed: "FROM debian:13\nCOPY app/main.py /app/\n",
      repository: { files: ["app/main.py"], dockerignore: null, service: null },
    },
  ],
  message: (a: { path: string }) => `${a.path} is not in the build context.`,
  check({ view, repository, report }) {
    const files = repository?.files ?? null;
    if (files === null) return;
    for (const { word, path } of literalSources(view)) {
      const { paths, named } = contextIndex(files);
      if (paths.has(path)) continue;
      const same = named.get(path.slice(path.lastIndexOf("/") + 1)) ?? [];
      const [only = ""] = same;
      report({
        span: word,
        args: { path },
        fix:
          same.length === 1 && word.value === word.text && /^[\w./-]+$/.test(only) ? [replace(word, only)] : undefined,
      });
    }
  },
});
