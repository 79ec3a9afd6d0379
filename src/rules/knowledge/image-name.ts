import { parseImageReference } from "../../formats/image-ref/index.ts";

/** An image reference in its parts; `name` is the shortest name of the repository, such as `python`. */
export interface ImageName {
  readonly name: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** Registries that serve Docker Hub's images under their own names. */
const mirrors = /^(registry-1\.docker\.io|public\.ecr\.aws\/docker|mirror\.gcr\.io)\/(library\/)?/;
const known = new Map<string, ImageName>();

/** Takes a reference apart; what is no reference is a name without a tag. */
export function imageName(reference: string): ImageName {
  let name = known.get(reference);
  if (name === undefined) {
    if (known.size > 1000) known.clear();
    known.set(reference, (name = read(reference)));
  }
  return name;
}

function read(text: string): ImageName {
  const parsed = parseImageReference(text);
  if (!parsed.ok) return { name: text, tag: null, digest: null };
  const { registry, repository, tag, digest } = parsed.reference;
  const short = registry === "docker.io" ? repository.replace(/^library\//, "") : `${registry}/${repository}`;
  return { name: short.replace(mirrors, ""), tag, digest };
}
