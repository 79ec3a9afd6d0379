import { createHash, type Hash } from "node:crypto";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";

/** Files above this are told apart by size and time: reading them would take longer than the step that is saved. */
const largestRead = 32 * 1024 * 1024;
const prefix = "SEAWORTHY_BOUND_";

/** Whether a step of a build is one that `nameBoundInputs` put in. */
export function isBoundInput(step: string): boolean {
  return step.startsWith(`ARG ${prefix}`);
}

/**
 * Buildah before 1.38 takes a RUN from its cache although a file changed that it reads by `--mount=type=bind`. An ARG before
 * it that names the content of those files makes it a new step. Mounts `from` a stage or an image are left as they are.
 */
export async function nameBoundInputs(dockerfile: string, context: string): Promise<string> {
  const lines = dockerfile.split("\n");
  const out: string[] = [];
  let count = 0;
  for (let at = 0; at < lines.length;) {
    const end = endOfInstruction(lines, at);
    const instruction = lines.slice(at, end);
    const sources = boundSources(instruction.filter((line) => !/^\s*#/.test(line)).join("\n"));
    if (sources.length > 0) out.push(`ARG ${prefix}${(count += 1)}=${await digestOf(context, sources)}`);
    out.push(...instruction);
    at = end;
  }
  return out.join("\n");
}

function endOfInstruction(lines: readonly string[], start: number): number {
  let at = start;
  const comment = (line: string): boolean => /^\s*(?:#|$)/.test(line);
  if (comment(lines[at] ?? "")) return at + 1;
  // A comment or an empty line within an instruction does not end it.
  while (at < lines.length && (/\\\s*$/.test(lines[at] ?? "") || (at > start && comment(lines[at] ?? "")))) at += 1;
  return Math.min(at + 1, lines.length);
}

/** The folders and files of the context that a RUN's own flags bind. */
export function boundSources(instruction: string): readonly string[] {
  const flags = /^\s*RUN\\?((?:\s[\s\\]*--\S+)+)/i.exec(instruction)?.[1] ?? "";
  return flags.split(/[\s\\]+/).flatMap((flag) => {
    if (!flag.startsWith("--mount=")) return [];
    const options = new Map(
      flag
        .slice("--mount=".length)
        .split(",")
        .map((option): [string, string] => {
          const [key = "", ...value] = option.split("=");
          return [key.toLowerCase(), value.join("=")];
        }),
    );
    if ((options.get("type") ?? "bind") !== "bind" || options.has("from")) return [];
    const source = options.get("source") ?? options.get("src") ?? ".";
    return [source.includes("$") ? "." : source];
  });
}

async function digestOf(context: string, sources: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  const root = resolve(context);
  for (const source of sources) {
    const path = resolve(root, source.replace(/^\/+/, ""));
    const within = relative(root, path);
    // What lies outside the context is refused by the builder itself.
    if (!within.startsWith("..") && !isAbsolute(within)) await addTo(hash, path, within);
  }
  return hash.digest("hex");
}

async function addTo(hash: Hash, path: string, name: string): Promise<void> {
  const stat = await lstat(path).catch(() => null);
  if (stat === null) return void hash.update(`missing ${name}\n`);
  hash.update(`${name}\0${stat.mode}\0`);
  if (stat.isSymbolicLink()) hash.update(await readlink(path));
  else if (stat.isFile())
    hash.update(
      stat.size > largestRead ? `${stat.size} ${stat.mtimeMs}` : await readFile(path).catch(() => "unreadable"),
    );
  else if (stat.isDirectory()) {
    for (const entry of (await readdir(path).catch((): string[] => [])).toSorted())
      await addTo(hash, join(path, entry), `${name}/${entry}`);
  }
}
