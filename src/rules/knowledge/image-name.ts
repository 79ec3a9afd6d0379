import { parseImageReference, type ParsedReference } from "../../formats/image-ref/index.ts";

/** An image reference in its parts; `name` is the shortest name of the repository, such as `python`. */
export interface ImageName {
  readonly name: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** Registries that serve Docker Hub's images under their own names. */
const mirrors = /^(registry-1\.docker\.io|public\.ecr\.aws\/docker|mirror\.gcr\.io)\/(library\/)?/;
const names = new Map<string, ImageName>();
const references = new Map<string, ParsedReference>();
/** Of the names read so far; a whole corpus repeats few of them. */
const most = 1000;

/** Takes a reference apart; what is no reference is a name without a tag. */
export function imageName(reference: string): ImageName {
  let name = names.get(reference);
  if (name === undefined) {
    if (names.size > most) names.clear();
    names.set(reference, (name = read(reference)));
  }
  return name;
}

/** The reference by the rules of the registries, or why it is none. */
export function imageReference(text: string): ParsedReference {
  let reference = references.get(text);
  if (reference === undefined) {
    if (references.size > most) references.clear();
    references.set(text, (reference = parseImageReference(text)));
  }
  return reference;
}

function read(text: string): ImageName {
  const parsed = imageReference(text);
  if (!parsed.ok) return { name: text, tag: null, digest: null };
  const { registry, repository, tag, digest } = parsed.reference;
  const short = registry === "docker.io" ? repository.replace(/^library\//, "") : `${registry}/${repository}`;
  return { name: short.replace(mirrors, ""), tag, digest };
}
