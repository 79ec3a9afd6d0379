import type { ByteSource } from "../../core/ports/host.ts";
import { archiveError } from "./errors.ts";
import type { ArchiveLimits } from "./limits.ts";
import { wholeOf } from "./source.ts";
import type { Member } from "./tar-index.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a JSON member. Answers the bytes too, for their digest. */
export async function readJson(
  source: ByteSource,
  member: Member,
  limits: ArchiveLimits,
): Promise<{ readonly value: unknown; readonly bytes: Uint8Array }> {
  if (member.size > limits.jsonBytes) {
    throw archiveError(
      "image-archive-too-large",
      `${member.entry.path} is too large.`,
      `${member.size} bytes; the limit is ${limits.jsonBytes}.`,
    );
  }
  const bytes = await wholeOf(source, member.offset, member.size);
  try {
    return { value: JSON.parse(new TextDecoder("utf-8").decode(bytes)), bytes };
  } catch (error) {
    throw archiveError("image-archive-malformed", `${member.entry.path} is not JSON.`, String(error), error);
  }
}

export function object(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list, or an empty one for null and absent values, as Go writes empty lists. */
export function list(value: unknown, where: string): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw archiveError("image-archive-malformed", `${where} is not a list.`, `It is ${typeof value}.`);
}

export function strings(value: unknown, where: string): readonly string[] {
  return list(value, where).map((item) => {
    if (typeof item === "string") return item;
    throw archiveError(
      "image-archive-malformed",
      `${where} holds something other than text.`,
      JSON.stringify(item).slice(0, 80),
    );
  });
}

export function string(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function number(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

/** Text values of an object; others are left out. */
export function textMap(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(object(value) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(entries);
}
