import type { PackageKind } from "../../core/inspection.ts";
import type { Ranged } from "../../formats/byte-ranges/index.ts";
import {
  DamagedZip,
  insideMember,
  NestedAllowance,
  type ZipMember,
  zipMembers,
  zipText,
} from "../../formats/zip/index.ts";
import type { NameVersion } from "./readers.ts";

type Found = NameVersion & { readonly kind: PackageKind };

const mostProperties = 500;
/** An EAR has WARs, which have libraries. What lies deeper is known by its name alone. */
const deepest = 2;

/**
 * What a Java archive and the archives inside it hold: Maven's own records (`GROUP:ARTIFACT`) and, where there is none,
 * the manifest's version or that of the file's name. An archive inside that is damaged, or beyond what is read of such
 * archives in all, is known by its file's name.
 * @param size bytes of the file
 * @throws DamagedZip where the outer archive is damaged
 */
export function* jarPackages(path: string, size: number): Ranged<readonly Found[]> {
  return yield* archive(path, size, 0, new NestedAllowance());
}

function* archive(path: string, size: number, depth: number, allowance: NestedAllowance): Ranged<readonly Found[]> {
  const members = yield* zipMembers(size, { prefix: "META-INF/", suffix: "ar" });
  const text = function* (member: ZipMember): Ranged<string> {
    if (depth > 0) allowance.inflate(member.size);
    return yield* zipText(member);
  };
  const found: Found[] = [];
  const properties = members.filter((one) => /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/.test(one.name));
  for (const member of properties.slice(0, mostProperties)) {
    const record = yield* text(member);
    const [group, artifact, version] = ["groupId", "artifactId", "version"].map((key) => property(record, key));
    if (artifact) found.push({ kind: "jar", name: group ? `${group}:${artifact}` : artifact, version: version ?? "" });
  }
  if (found.length === 0) {
    const manifest = members.find((one) => one.name === "META-INF/MANIFEST.MF");
    const record = manifest === undefined ? "" : yield* text(manifest);
    const named = byName(path);
    const name = named?.name ?? stemOf(path);
    found.push({ kind: "jar", name, version: header(record, "Implementation-Version") || (named?.version ?? "") });
  }
  for (const member of members) {
    if (!/\.[jw]ar$/.test(member.name)) continue;
    for (const one of yield* nested(member, depth + 1, allowance)) found.push(one);
  }
  return found;
}

function* nested(member: ZipMember, depth: number, allowance: NestedAllowance): Ranged<readonly Found[]> {
  if (depth <= deepest) {
    try {
      return yield* insideMember(member, allowance, (size) => archive(member.name, size, depth, allowance));
    } catch (error) {
      if (!(error instanceof DamagedZip)) throw error;
    }
  } else allowance.read(0);
  const named = byName(member.name);
  return named === null ? [] : [{ kind: "jar", ...named }];
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
