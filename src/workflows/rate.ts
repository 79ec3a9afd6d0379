import { SeaworthyError } from "../core/errors/index.ts";
import type { ServiceFacts } from "../core/facts.ts";
import type { FileTree } from "../core/ports/host.ts";
import type { RatedFile, RateOptions, Ratings } from "../core/ports/workflows.ts";
import { isDockerfileName, rateText, type RepositoryFacts } from "../rules/index.ts";
import type { Context } from "./context.ts";

/** Rates files, standard input (`-`) and the Dockerfiles of whole folders. One unreadable file does not end the others. */
export async function rate(context: Context, options: RateOptions): Promise<Ratings> {
  const files: RatedFile[] = [];
  for (const path of options.paths.length === 0 ? ["."] : options.paths) {
    if (path === "-") {
      files.push(rated("-", options.stdin ?? "", options, null));
      continue;
    }
    const absolute = context.absolute(path);
    const kind = await context.files.kind(absolute);
    if (kind === null) throw missing(path);
    if (kind === "file") files.push(await ratedFile(context, path, absolute, options));
    else {
      const tree = await context.files.tree(absolute);
      const found = tree.entries.filter((entry) => entry.kind === "file" && isDockerfileName(entry.path));
      if (found.length === 0 && options.paths.length <= 1) throw noDockerfile(path);
      for (const entry of found) {
        const shown = path === "." ? entry.path : `${path.replace(/\/$/, "")}/${entry.path}`;
        files.push(await ratedFile(context, shown, `${absolute}/${entry.path}`, options));
      }
    }
  }
  return { files };
}

async function ratedFile(context: Context, shown: string, absolute: string, options: RateOptions): Promise<RatedFile> {
  try {
    const text = await context.files.readText(absolute);
    const folder = absolute.replace(/\/[^/]*$/, "");
    return rated(shown, text, options, repositoryOf(await context.files.tree(folder), null));
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    return {
      path: shown,
      parsed: false,
      problem: `${error.message} ${error.why}`,
      scores: null,
      findings: [],
      text: null,
    };
  }
}

export function rated(
  path: string,
  text: string,
  options: Pick<RateOptions, "profile">,
  repository: RepositoryFacts | null,
): RatedFile {
  const rating = rateText(
    path,
    text,
    repository === null ? { profile: options.profile } : { profile: options.profile, repository },
  );
  const { parsed, scores, findings, reason } = rating;
  return { path, parsed, problem: reason, scores, findings, text };
}

/** What the rules may know of a build context. */
export function repositoryOf(tree: FileTree, service: ServiceFacts | null): RepositoryFacts {
  const files = tree.entries.filter((entry) => entry.kind !== "directory").map((entry) => entry.path);
  return { files, dockerignore: tree.read(".dockerignore"), service };
}

function missing(path: string): SeaworthyError {
  return new SeaworthyError("no-such-file", {
    what: `There is no file or folder ${path}.`,
    why: "rate reads Dockerfiles, folders that hold some, or standard input (-).",
    todo: "Check the path.",
  });
}

function noDockerfile(path: string): SeaworthyError {
  return new SeaworthyError("no-dockerfile", {
    what: `No Dockerfile was found in ${path}.`,
    why: "Files called Dockerfile, Dockerfile.NAME, NAME.dockerfile and Containerfile are looked for.",
    todo: `Write one with: seaworthy init ${path}`,
  });
}
