/** An image's name taken apart. Null stands for a part that is not written. */
export interface ImageReference {
  /** As it was given. */
  readonly text: string;
  /** `docker.io` where none is written. */
  readonly registry: string;
  /** Whether the registry is written. */
  readonly hasRegistry: boolean;
  /** With `library/` for official images of Docker Hub, such as `library/python`. */
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  /** Shortest form, such as `python:3.12` or `ghcr.io/a/b@sha256:…`. */
  readonly familiar: string;
  /** Full form without a tag put in, such as `docker.io/library/python:3.12`. */
  readonly canonical: string;
  /** One of Docker Hub's official images. */
  readonly official: boolean;
}

export type ParsedReference =
  | { readonly ok: true; readonly reference: ImageReference }
  | { readonly ok: false; readonly error: string };

const hub = "docker.io";
const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** Reads `[registry/]repository[:tag][@digest]` by the rules of the distribution project; never throws. */
export function parseImageReference(text: string): ParsedReference {
  const at = text.indexOf("@");
  const digest = at === -1 ? null : text.slice(at + 1);
  const named = at === -1 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(":");
  const tagged = colon > named.lastIndexOf("/");
  const tag = tagged ? named.slice(colon + 1) : null;
  const name = tagged ? named.slice(0, colon) : named;
  const { registry, hasRegistry, path } = splitRegistry(name);
  const error = nameError(registry, path) ?? tagError(tag) ?? digestError(digest);
  if (error !== null) return { ok: false, error };
  const official = registry === hub && (!path.includes("/") || path.startsWith("library/"));
  const repository = registry === hub && !path.includes("/") ? `library/${path}` : path;
  const suffix = `${tag === null ? "" : `:${tag}`}${digest === null ? "" : `@${digest}`}`;
  const short = registry === hub ? repository.replace(/^library\/(?=[^/]+$)/, "") : `${registry}/${repository}`;
  const reference = {
    text,
    registry,
    hasRegistry,
    repository,
    tag,
    digest,
    familiar: short + suffix,
    canonical: `${registry}/${repository}${suffix}`,
    official,
  };
  return { ok: true, reference };
}

/** The first part is a registry where it has a dot, a port or capitals, or is `localhost`. */
function splitRegistry(name: string): { registry: string; hasRegistry: boolean; path: string } {
  const slash = name.indexOf("/");
  const first = slash === -1 ? "" : name.slice(0, slash);
  const named = first !== "" && (/[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase());
  if (!named) return { registry: hub, hasRegistry: false, path: name };
  return { registry: first === "index.docker.io" ? hub : first, hasRegistry: true, path: name.slice(slash + 1) };
}

function nameError(registry: string, path: string): string | null {
  if (path === "") return "the name is empty";
  if (path.length > 255) return "the repository's name is longer than 255 characters";
  if (!isRegistry(registry)) return `"${registry}" is no registry`;
  if (path !== path.toLowerCase()) return "the repository's name must be in lower case";
  if (/^[a-f0-9]{64}$/.test(path)) return "the name can not be 64 hexadecimal digits, which is the form of an image id";
  const wrong = path.split("/").find((part) => !isComponent(part));
  return wrong === undefined ? null : `"${wrong}" is no part of a repository's name`;
}

function isRegistry(registry: string): boolean {
  const match = /^(\[[0-9a-fA-F:]+\]|[^:]+)(?::([0-9]+))?$/.exec(registry);
  const host = match?.[1];
  if (host === undefined) return false;
  return (
    host.startsWith("[") || host.split(".").every((label) => /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(label))
  );
}

/** Lower-case letters and digits, with one `.`, one or two `_`, or any number of `-` between them. */
function isComponent(part: string): boolean {
  const runs = part.split(/[a-z0-9]/);
  return (
    /^[a-z0-9]/.test(part) &&
    /[a-z0-9]$/.test(part) &&
    runs.every((between) => between === "" || /^(?:\.|__?|-+)$/.test(between))
  );
}

function tagError(tag: string | null): string | null {
  return tag === null || /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(tag) ? null : `"${tag}" is no tag`;
}

function digestError(digest: string | null): string | null {
  if (digest === null) return null;
  const colon = digest.indexOf(":");
  const algorithm = digest.slice(0, Math.max(colon, 0));
  const hex = digest.slice(colon + 1);
  const length = Object.hasOwn(digestLengths, algorithm) ? digestLengths[algorithm] : undefined;
  if (length === undefined) return `"${digest}" is no digest: it begins with sha256:, sha384: or sha512:`;
  return hex.length === length && /^[a-f0-9]+$/.test(hex)
    ? null
    : `a ${algorithm} digest has ${length} hexadecimal digits`;
}
