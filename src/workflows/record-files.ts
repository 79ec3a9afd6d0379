import { SeaworthyError } from "../core/errors/index.ts";
import { numberOf } from "../records/index.ts";
import type { Context } from "./context.ts";

/** Where a folder keeps its records. */
export const recordsFolder = ".seaworthy/records";

/** The two texts of a record as they lie on the disk; null for the one that does not. */
export interface RecordTexts {
  /** The file that was asked for, or that the number leads to. */
  readonly file: string;
  readonly markdownFile: string;
  readonly markdown: string | null;
  readonly jsonFile: string;
  readonly json: string | null;
}

/** How a record is asked for: by its file or number, or a folder's newest (`which` null, or that folder). */
export interface RecordChoice {
  readonly path: string;
  readonly which: string | null;
}

/** The same choice where a folder was named in a record's place. */
export async function inFolder(context: Context, choice: RecordChoice): Promise<RecordChoice> {
  const { which } = choice;
  const folder = which !== null && !/^\d+$/.test(which) && (await context.files.kind(context.absolute(which)));
  return folder === "directory" ? { path: which ?? choice.path, which: null } : choice;
}

/** Finds a record and reads its texts, whatever they hold. @throws SeaworthyError `no-record` */
export async function recordTexts(context: Context, choice: RecordChoice): Promise<RecordTexts> {
  const { path, which } = await inFolder(context, choice);
  const file = which === null || /^\d+$/.test(which) ? await byNumber(context, path, which) : context.absolute(which);
  if (file === null || (await context.files.kind(file)) !== "file") throw noRecord(which, path);
  const stem = file.replace(/\.[^./]+$/, "");
  const markdownFile = file.endsWith(".json") ? `${stem}.md` : file;
  const jsonFile = `${stem}.json`;
  const text = async (one: string): Promise<string | null> =>
    (await context.files.kind(one)) === "file" ? context.files.readText(one) : null;
  return { file, markdownFile, markdown: await text(markdownFile), jsonFile, json: await text(jsonFile) };
}

async function byNumber(context: Context, path: string, which: string | null): Promise<string | null> {
  const folder = `${context.absolute(path)}/${recordsFolder}`;
  if ((await context.files.kind(folder)) !== "directory") return null;
  // Of a record's two files the one for people, where it is there.
  const names = (await context.files.list(folder))
    .filter((one) => one.kind === "file" && /\.(?:md|json)$/.test(one.name))
    .map((one) => one.name)
    .toSorted((a, b) => order(a) - order(b));
  const found = which === null ? newest(names) : names.find((name) => numberOf(name) === Number(which));
  return found === undefined ? null : `${folder}/${found}`;
}

function newest(names: readonly string[]): string | undefined {
  const last = names.at(-1);
  return last === undefined ? undefined : names.find((name) => numberOf(name) === numberOf(last));
}

const order = (name: string): number => (numberOf(name) ?? 0) * 2 + (name.endsWith(".json") ? 1 : 0);

export function noRecord(which: string | null, path: string): SeaworthyError {
  return new SeaworthyError("no-record", {
    what: which === null ? `There is no record in ${path}.` : `There is no record ${which}.`,
    why: `Records lie in ${recordsFolder} of the folder that seaworthy ran on.`,
    todo: "List them with: seaworthy record list PATH",
  });
}

/** The folders that a record's service may lie in, the likeliest first: a run over a stack keeps its records at the stack's root, `fix` in the service's. */
export function serviceFolders(context: Context, file: string, path: string, servicePath: string): readonly string[] {
  const root = /^(.*)\/\.seaworthy\/records\//.exec(file)?.[1] ?? context.absolute(path);
  return servicePath === "." ? [root] : [`${root}/${servicePath}`, root];
}
