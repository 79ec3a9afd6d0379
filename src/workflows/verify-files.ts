import type { FileTree } from "../core/ports/host.ts";
import type { SeaworthyRecord } from "../core/record.ts";
import type { CheckedPart } from "../core/verification.ts";
import type { Context } from "./context.ts";
import { inputFiles } from "./inputs.ts";
import { serviceFolders } from "./record-files.ts";

/** Whether the files that the run wrote, and those that it read, are as they were; what differs is named. */
export async function checkFiles(
  context: Context,
  record: SeaworthyRecord,
  file: string,
  path: string,
): Promise<readonly CheckedPart[]> {
  const tree = await treeOf(context, record, file, path);
  if (tree === null) {
    const said = `the service's folder (${record.plan?.path ?? "."}) is not where the record lies`;
    return [{ check: "inputs", verdict: "SKIPPED", said, differences: [] }];
  }
  const inputs = await inputsPart(context, record, tree);
  return record.written.length === 0 ? [inputs] : [await writtenPart(context, record, tree), inputs];
}

async function treeOf(context: Context, record: SeaworthyRecord, file: string, path: string): Promise<FileTree | null> {
  const known = [...record.written, ...(record.inputs ?? [])].map((one) => one.path);
  for (const folder of serviceFolders(context, file, path, record.plan?.path ?? ".")) {
    if ((await context.files.kind(folder)) !== "directory") continue;
    const tree = await context.files.tree(folder);
    const names = new Set(tree.entries.map((entry) => entry.path));
    if (known.length === 0 || known.some((one) => names.has(one))) return tree;
  }
  return null;
}

async function writtenPart(context: Context, record: SeaworthyRecord, tree: FileTree): Promise<CheckedPart> {
  const differences: string[] = [];
  for (const { path, sha256 } of record.written) {
    const text = tree.read(path);
    if (text === null) differences.push(`missing ${path}`);
    else if ((await context.sha256(text)) !== sha256) differences.push(`changed ${path}`);
  }
  return partOf("written", record.written.length, differences);
}

async function inputsPart(context: Context, record: SeaworthyRecord, tree: FileTree): Promise<CheckedPart> {
  const now = await inputFiles(context, tree);
  const { inputs } = record;
  if (inputs === undefined) return wholeDigest(context, record, now);
  // What the run wrote itself was read before that, or was not there.
  const written = new Set(record.written.map((one) => one.path));
  const before = new Map(inputs.filter((one) => !written.has(one.path)).map((one) => [one.path, one]));
  const total = before.size;
  const differences: string[] = [];
  for (const one of now) {
    if (written.has(one.path)) continue;
    const was = before.get(one.path);
    before.delete(one.path);
    if (was === undefined) differences.push(`new ${one.path}`);
    else if (was.sha256 !== one.sha256 || (was.sha256 === null && was.bytes !== one.bytes))
      differences.push(`changed ${one.path}`);
  }
  for (const path of before.keys()) differences.push(`missing ${path}`);
  return partOf("inputs", total, differences.toSorted());
}

async function wholeDigest(
  context: Context,
  record: SeaworthyRecord,
  now: Awaited<ReturnType<typeof inputFiles>>,
): Promise<CheckedPart> {
  const lines = now.map((one) => `${one.path}\0${one.sha256 ?? `(${one.bytes} bytes)`}\n`);
  const same = (await context.sha256(lines.join(""))) === record.inputDigest;
  const part = { check: "inputs", differences: [] } as const;
  if (same) return { ...part, verdict: "PASS", said: "the digest over all of them is the recorded one" };
  if (record.written.length > 0)
    return {
      ...part,
      verdict: "SKIPPED",
      said: "the record lists none, and some of them were written by the run itself",
    };
  return {
    ...part,
    verdict: "FAIL",
    said: "the digest over all of them is another one; which changed is not recorded",
  };
}

function partOf(check: "written" | "inputs", count: number, differences: readonly string[]): CheckedPart {
  const files = `${count} ${count === 1 ? "file" : "files"}`;
  const many = differences.length === 1 ? "1 difference" : `${differences.length} differences`;
  const said = differences.length === 0 ? `${files} as recorded` : `${many} from the ${files} recorded`;
  return { check, verdict: differences.length === 0 ? "PASS" : "FAIL", said, differences };
}
