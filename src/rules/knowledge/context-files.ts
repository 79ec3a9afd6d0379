import { ignores, parseDockerignore } from "../../formats/dockerignore/index.ts";
import type { Word } from "../../formats/dockerfile/index.ts";
import type { RepositoryFacts } from "../repository.ts";
import { rememberBy } from "./remember.ts";
import type { FileView } from "../view.ts";

/** What a build context holds, by path and by name. */
export interface ContextIndex {
  /** Every file, and every folder that holds one. */
  readonly paths: ReadonlySet<string>;
  /** Last part of a path -> the files that are called so, in their order. */
  readonly named: ReadonlyMap<string, readonly string[]>;
}

/** Many Dockerfiles of one repository ask the same of one list of files. */
export const contextIndex = rememberBy((files: readonly string[]): ContextIndex => {
  const paths = new Set<string>();
  const named = new Map<string, string[]>();
  for (const file of files) {
    const at = file.lastIndexOf("/");
    const name = file.slice(at + 1);
    const same = named.get(name);
    if (same === undefined) named.set(name, [file]);
    else same.push(file);
    paths.add(file);
    for (let end = at; end > 0 && !paths.has(file.slice(0, end)); end = file.lastIndexOf("/", end - 1))
      paths.add(file.slice(0, end));
  }
  return { paths, named };
});

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
