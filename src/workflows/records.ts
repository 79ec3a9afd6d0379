import { SeaworthyError } from "../core/errors/index.ts";
import { inOneLine } from "../core/errors/in-one-line.ts";
import type { SeaworthyRecord } from "../core/record.ts";
import type { FileDigest, RecordEvidence } from "../core/verification.ts";
import type { FoundRecord, RecordEntry, WrittenRecord } from "../core/ports/workflows.ts";
import {
  nextNumber,
  parseRecordJson,
  recordEntry,
  recordFileNames,
  writeRecord as recordTexts,
  writeRecordMarkdown,
} from "../records/index.ts";
import type { Context } from "./context.ts";
import { inFolder, noRecord, recordsFolder as FOLDER, recordTexts as textsOf } from "./record-files.ts";

/** Records below a folder, in the order of their numbers. One whose evidence cannot be read is among them, and says why. */
export async function listRecords(context: Context, options: { path: string }): Promise<readonly RecordEntry[]> {
  const folder = `${context.absolute(options.path)}/${FOLDER}`;
  if (!(await context.files.exists(folder))) return [];
  const tree = await context.files.tree(folder);
  const entries: RecordEntry[] = [];
  for (const entry of tree.entries) {
    if (entry.kind !== "file" || !entry.path.endsWith(".md")) continue;
    entries.push(await readEntry(context, folder, entry.path));
  }
  return entries;
}

async function readEntry(context: Context, folder: string, path: string): Promise<RecordEntry> {
  const file = `${FOLDER}/${path}`;
  try {
    const { markdown, record } = await readRecord(context, `${folder}/${path}`);
    return recordEntry(file, markdown, record);
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    return recordEntry(file, await context.files.readText(`${folder}/${path}`), null, inOneLine(error));
  }
}

/** A record by its file or number; the newest where none is named. */
export async function findRecord(
  context: Context,
  options: { path: string; which: string | null },
): Promise<FoundRecord> {
  const { path, which } = await inFolder(context, options);
  if (which !== null && !/^\d+$/.test(which)) {
    const file = context.absolute(which);
    if ((await context.files.kind(file)) !== "file") throw noRecord(which, path);
    return readRecord(context, file);
  }
  const entries = await listRecords(context, { path });
  const entry = which === null ? entries.at(-1) : entries.find((one) => one.id === Number(which));
  if (entry === undefined) throw noRecord(which, path);
  return readRecord(context, `${context.absolute(path)}/${entry.file}`);
}

async function readRecord(context: Context, file: string): Promise<FoundRecord> {
  if (file.endsWith(".json")) {
    const markdown = file.replace(/\.json$/, ".md");
    const record = await parseRecordJson(await context.files.readText(file), file);
    const there = await context.files.exists(markdown);
    const text = there ? await context.files.readText(markdown) : writeRecordMarkdown(record);
    return { file, markdown: text, record };
  }
  const markdown = await context.files.readText(file);
  const json = file.replace(/\.[^./]+$/, ".json");
  const record = (await context.files.exists(json))
    ? await parseRecordJson(await context.files.readText(json), json)
    : null;
  return { file, markdown, record };
}

/** A record with the digests of its own files. @throws SeaworthyError `no-evidence` where no JSON lies beside it */
export async function recordEvidence(
  context: Context,
  options: { path: string; which: string | null },
): Promise<RecordEvidence> {
  const { file, markdownFile, markdown, jsonFile, json } = await textsOf(context, options);
  if (json === null) {
    throw new SeaworthyError("no-evidence", {
      what: `${file} has no evidence`,
      why: "no JSON of the same name lies beside it",
      todo: "make a record with a run of: seaworthy",
    });
  }
  const digest = async (path: string, text: string | null): Promise<readonly FileDigest[]> =>
    text === null ? [] : [{ name: path.replace(/^.*\//, ""), sha256: await context.sha256(text) }];
  const digests = [...(await digest(jsonFile, json)), ...(await digest(markdownFile, markdown))];
  return { file, record: await parseRecordJson(json, jsonFile), digests };
}

/** Writes a record's two files side by side under the next free number. The number in the record's front matter is set here. */
export async function writeRecord(
  context: Context,
  folder: string,
  record: SeaworthyRecord,
): Promise<WrittenRecord & { record: SeaworthyRecord }> {
  const target = `${folder}/${FOLDER}`;
  const tree = (await context.files.exists(target)) ? await context.files.tree(target) : null;
  const id = nextNumber(tree?.entries.map((entry) => entry.path) ?? []);
  const numbered: SeaworthyRecord = { ...record, front: { ...record.front, id } };
  const names = recordFileNames(id, record.front.title);
  const texts = recordTexts(numbered);
  await context.files.writeText(`${target}/${names.json}`, texts.json);
  try {
    await context.files.writeText(`${target}/${names.markdown}`, texts.markdown);
  } catch (error) {
    // One file without the other is no record.
    await context.files.remove(`${target}/${names.json}`);
    throw error;
  }
  return { markdown: `${target}/${names.markdown}`, json: `${target}/${names.json}`, record: numbered };
}

/** Writes a report whole or not at all, and answers where it is. */
export async function saveReport(context: Context, path: string, text: string): Promise<string> {
  const file = context.absolute(path);
  await context.files.writeText(file, text);
  return file;
}
