import { LineMap } from "../../core/span.ts";
import { compilePattern } from "./pattern.ts";
import type { Dockerignore, IgnoreComment, IgnoreError, IgnorePattern } from "./tree.ts";

/** Reads a .dockerignore; never throws. */
export function parseDockerignore(text: string): Dockerignore {
  const patterns: IgnorePattern[] = [];
  const comments: IgnoreComment[] = [];
  const errors: IgnoreError[] = [];
  for (let start = text.startsWith("\ufeff") ? 1 : 0; start < text.length; ) {
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
    const negated = written.startsWith("!");
    const pattern = relative(cleanPath(negated ? written.slice(1).trim() : written));
    const refuse = (message: string): void => void errors.push({ code: "bad-pattern", message, ...span });
    if (negated && (pattern === "" || pattern === "/")) return refuse('"!" needs a pattern');
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
