import type { PackageKind } from "../../core/inspection.ts";
import type { Ranged } from "../../formats/byte-ranges/index.ts";
import { zipMembers, zipText } from "../../formats/zip/index.ts";
import type { NameVersion } from "./readers.ts";

type Found = NameVersion & { readonly kind: PackageKind };

const mostProperties = 500;

/**
 * What a Java archive holds: Maven's own records (`GROUP:ARTIFACT`), the archives inside it by their names, and, where
 * there is no record, its manifest or its file's name.
 */
export function* jarPackages(path: string, size: number): Ranged<readonly Found[]> {
  const members = yield* zipMembers(size, { prefix: "META-INF/", suffix: ".jar" });
  const found: Found[] = [];
  const properties = members.filter((one) => /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/.test(one.name));
  for (const member of properties.slice(0, mostProperties)) {
    const text = yield* zipText(member);
    const [group, artifact, version] = ["groupId", "artifactId", "version"].map((key) => property(text, key));
    if (artifact) found.push({ kind: "jar", name: group ? `${group}:${artifact}` : artifact, version: version ?? "" });
  }
  if (found.length === 0) {
    const manifest = members.find((one) => one.name === "META-INF/MANIFEST.MF");
    const text = manifest === undefined ? "" : yield* zipText(manifest);
    const named = byName(path);
    const name = named?.name ?? stemOf(path);
    found.push({ kind: "jar", name, version: header(text, "Implementation-Version") || (named?.version ?? "") });
  }
  for (const member of members) {
    const nested = member.name.endsWith(".jar") ? byName(member.name) : null;
    if (nested !== null) found.push({ kind: "jar", ...nested });
  }
  return found;
}

function property(text: string, key: string): string {
  return new RegExp(`^${key}[ \\t]*[=:][ \\t]*(.*)$`, "m").exec(text)?.[1]?.trim() ?? "";
}

function header(text: string, key: string): string {
  return new RegExp(`^${key}: (.*)$`, "m").exec(text)?.[1]?.trim() ?? "";
}

/** `lib/guava-32.1.3-jre.jar` -> guava, 32.1.3-jre. */
function byName(path: string): NameVersion | null {
  const stem = stemOf(path);
  const at = stem.search(/-\d/);
  return at < 1 ? null : { name: stem.slice(0, at), version: stem.slice(at + 1) };
}

function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot === -1 ? name : name.slice(0, dot);
}
