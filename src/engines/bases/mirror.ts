import { parseImageName } from "./name.ts";

/** Registry -> the mirror that holds the same images, such as `docker.io` -> `mirror.example/dockerhub`. */
export type Mirrors = Readonly<Record<string, string>>;

/** The reference at its registry's mirror, tag and digest kept as written; unchanged where there is no mirror for it. */
export function atMirror(reference: string, mirrors: Mirrors): string {
  if (reference === "scratch") return reference;
  const name = parseImageName(reference);
  const mirror = Object.hasOwn(mirrors, name.registry) ? mirrors[name.registry] : undefined;
  if (mirror === undefined || mirror === "") return reference;
  const [beforeDigest = ""] = reference.split("@", 1);
  const hasTag = beforeDigest.lastIndexOf(":") > beforeDigest.lastIndexOf("/");
  const tag = hasTag || name.digest === null ? `:${name.tag}` : "";
  const digest = name.digest === null ? "" : `@${name.digest}`;
  return `${mirror.replace(/\/+$/, "")}/${name.repository}${tag}${digest}`;
}
