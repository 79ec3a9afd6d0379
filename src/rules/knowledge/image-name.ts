import { parseImageReference } from "../../formats/image-ref/index.ts";
import { remember } from "./remember.ts";

/** An image reference in its parts; `name` is the shortest name of the repository, such as `python`. */
export interface ImageName {
  readonly name: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** Registries that serve Docker Hub's images under their own names. */
const mirrors = /^(registry-1\.docker\.io|public\.ecr\.aws\/docker|mirror\.gcr\.io)\/(library\/)?/;
/** The reference by the rules of the registries, or why it is none. */
export const imageReference = remember(parseImageReference);

/** Takes a reference apart; what is no reference is a name without a tag. */
export const imageName = remember(read);

function read(text: string): ImageName {
  const parsed = imageReference(text);
  if (!parsed.ok) return { name: text, tag: null, digest: null };
  const { registry, repository, tag, digest } = parsed.reference;
  const short = registry === "docker.io" ? repository.replace(/^library\//, "") : `${registry}/${repository}`;
  return { name: short.replace(mirrors, ""), tag, digest };
}
