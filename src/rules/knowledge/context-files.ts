import { ignores, parseDockerignore } from "../../formats/dockerignore/index.ts";
import type { Word } from "../../formats/dockerfile/index.ts";
import type { RepositoryFacts } from "../repository.ts";
import type { FileView } from "../view.ts";

/** The sources of COPY and ADD that name one path of the build context, without wildcards or variables. */
export function literalSources(view: FileView): readonly { readonly word: Word; readonly path: string }[] {
  const out: { readonly word: Word; readonly path: string }[] = [];
  view.each(["copy", "add"], (copy) => {
    if (copy.from !== null || copy.onbuild) return;
    for (const word of copy.sources) {
      const value = word.value;
      if (value === null || /[*?[\\]|:\/\/|^git@/.test(value)) continue;
      const path = value.replace(/^(\.?\/)+/, "").replace(/(?<!\/)\/+$/, "");
      if (path !== "" && path !== "." && !path.split("/").includes("..")) out.push({ word, path });
    }
  });
  return out;
}

/** Whether a COPY or ADD takes the whole context. */
export function wholeContextCopy(view: FileView): Word | null {
  let found: Word | null = null;
  view.each(["copy", "add"], (copy) => {
    if (copy.from === null && found === null)
      found = copy.sources.find((source) => /^(\.|\.\/|\/|\*|\.\/\*)$/.test(source.value ?? source.text)) ?? null;
  });
  return found;
}

/** The test of whether a path reaches the builder. */
export function admitted(repository: RepositoryFacts): (path: string) => boolean {
  if (repository.dockerignore === null) return () => true;
  const file = parseDockerignore(repository.dockerignore);
  return (path) => !ignores(file, path);
}
