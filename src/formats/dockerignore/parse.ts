import { LineMap } from "../../core/span.ts";
import { compilePattern } from "./pattern.ts";
import type { Dockerignore, IgnoreComment, IgnoreError, IgnorePattern } from "./tree.ts";

/** Reads a .dockerignore; never throws. */
export function parseDockerignore(text: string): Dockerignore {
  const patterns: IgnorePattern[] = [];
  const comments: IgnoreComment[] = [];
  const errors: IgnoreError[] = [];
  for (let start = text.startsWith("\ufeff") ? 1 : 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    readLine(text.slice(start, end), start);
    start = end + 1;
  }
  return { text, lines: new LineMap(text), patterns, comments, errors };

  function readLine(line: string, offset: number): void {
    const trimmed = line.trim();
    const start = offset + line.indexOf(trimmed);
    const span = { start, end: start + trimmed.length };
    if (line.startsWith("#")) comments.push({ text: trimmed.slice(1).trim(), ...span });
    else if (trimmed !== "") addPattern(trimmed, span);
  }

  function addPattern(written: string, span: { start: number; end: number }): void {
    const inverted = written.startsWith("!");
    const named = relative(cleanPath(inverted ? written.slice(1).trim() : written));
    const refuse = (message: string): void => void errors.push({ code: "bad-pattern", message, ...span });
    // The reader and the matcher of a build each trim and clean, so what a leading slash kept from trimming goes too.
    const cleaned = cleanPath((inverted ? `!${named}` : named).trim());
    if (cleaned === "!") return refuse('"!" needs a pattern');
    if (cleaned === "") return;
    const negated = cleaned.startsWith("!");
    const pattern = negated ? cleaned.slice(1) : cleaned;
    const test = compilePattern(pattern);
    if (typeof test === "string") return refuse(test);
    patterns.push({ pattern, negated, ...span });
  }
}

function relative(pattern: string): string {
  return pattern.length > 1 && pattern.startsWith("/") ? pattern.slice(1) : pattern;
}

/** Go's `filepath.Clean`, but that nothing stays nothing: no doubled or trailing slashes, `.` and `..` resolved. */
export function cleanPath(path: string): string {
  if (path === "") return "";
  const rooted = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (!rooted) parts.push("..");
  }
  return rooted ? `/${parts.join("/")}` : parts.join("/") || ".";
}
