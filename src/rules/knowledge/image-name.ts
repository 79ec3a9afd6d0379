/** An image reference in its parts; `name` is the repository without Docker Hub's own prefixes, such as `python`. */
export interface ImageName {
  readonly name: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

const hubPrefix = /^(docker\.io|index\.docker\.io|registry-1\.docker\.io|public\.ecr\.aws\/docker|mirror\.gcr\.io)\/(library\/)?|^library\//;

export function imageName(reference: string): ImageName {
  const at = reference.indexOf("@");
  const digest = at === -1 ? null : reference.slice(at + 1);
  const rest = at === -1 ? reference : reference.slice(0, at);
  const colon = rest.lastIndexOf(":");
  const tagged = colon > rest.lastIndexOf("/");
  return {
    name: (tagged ? rest.slice(0, colon) : rest).replace(hubPrefix, ""),
    tag: tagged ? rest.slice(colon + 1) : null,
    digest,
  };
}
