import { createHash } from "node:crypto";

/** The line that closes a record's Markdown: the name and the digest of the JSON that it was made from. */
export function evidenceLine(name: string, json: string): string {
  return `\nEvidence: \`${name}\`, sha256 \`${createHash("sha256").update(json).digest("hex")}\`\n`;
}

const line = /\n{1,2}Evidence: `([^`\n]{1,300})`, sha256 `([0-9a-f]{64})`\n*$/;

/** What the closing line says, and the text before it, its lines ended by `\n`; null where there is none. */
export function namedEvidence(
  markdown: string,
): { readonly name: string; readonly sha256: string; readonly before: string } | null {
  const text = markdown.replaceAll("\r\n", "\n");
  const found = line.exec(text);
  if (found === null) return null;
  const [all, name = "", sha256 = ""] = found;
  return { name, sha256, before: `${text.slice(0, found.index)}${all.startsWith("\n\n") ? "\n" : ""}` };
}
