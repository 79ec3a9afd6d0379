/** An image reference cut into its parts, with the parts filled in that a short name leaves out. */
export interface ImageName {
  /** `docker.io`, `ghcr.io`, `localhost:5000`, … */
  readonly registry: string;
  /** Path in the registry, such as `library/python`. */
  readonly repository: string;
  readonly tag: string;
  readonly digest: string | null;
}

/** Cuts `python:3.11-slim` into `docker.io`, `library/python`, `3.11-slim`. */
export function parseImageName(reference: string): ImageName {
  const [beforeDigest = "", digest] = reference.split("@", 2);
  const slash = beforeDigest.indexOf("/");
  const first = slash < 0 ? "" : beforeDigest.slice(0, slash);
  // The first part is a registry only where it cannot be a user's name: it has a dot, a port, or is localhost.
  const hasRegistry = first.includes(".") || first.includes(":") || first === "localhost";
  const registry = hasRegistry && first !== "index.docker.io" ? first : "docker.io";
  const rest = hasRegistry ? beforeDigest.slice(slash + 1) : beforeDigest;
  const colon = rest.lastIndexOf(":");
  const path = colon < 0 ? rest : rest.slice(0, colon);
  const tag = colon < 0 ? "latest" : rest.slice(colon + 1);
  const repository = registry === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  return { registry, repository, tag, digest: digest ?? null };
}

/** The name written in full, such as `docker.io/library/python:3.11-slim`: docker and podman both read it the same way, without a prompt. */
export function fullName(reference: string): string {
  const name = parseImageName(reference);
  const tag = name.digest === null ? `:${name.tag}` : `@${name.digest}`;
  return `${name.registry}/${name.repository}${tag}`;
}

/** The name as people write it, such as `python:3.11-slim`. */
export function familiarName(reference: string): string {
  return fullName(reference).replace(/^docker\.io\/(library\/)?/, "");
}
