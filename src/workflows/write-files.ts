import type { FileChange, Run } from "../core/ports/workflows.ts";
import type { Context } from "./context.ts";
import { unifiedDiff } from "./diff.ts";

/** How a file that is there already is treated. */
export interface Consent {
  /** Overwrite without asking, keeping a backup. */
  readonly force: boolean;
  /** False where something else keeps the old text, such as git. */
  readonly backup?: boolean;
  /** Show only. */
  readonly diff: boolean;
  /** Never ask: the user's own file stays. */
  readonly keepOthers?: boolean;
}

/**
 * Writes one file, or says why not. A file with another text is overwritten only with force or consent, and then its old
 * text is kept beside it.
 */
export async function writeFile(
  context: Context,
  run: Run,
  folder: string,
  file: { readonly path: string; readonly text: string },
  consent: Consent,
): Promise<FileChange> {
  const target = `${folder}/${file.path}`;
  const before = (await context.files.exists(target)) ? await context.files.readText(target) : null;
  const diff = unifiedDiff(file.path, before, file.text);
  const change = { path: file.path, before, after: file.text, diff, backup: null };
  if (before === file.text) return { ...change, outcome: "unchanged" };
  if (consent.diff) return { ...change, outcome: "shown" };
  if (before === null) {
    await context.files.writeText(target, file.text);
    return { ...change, outcome: "written" };
  }
  const agreed =
    consent.force ||
    (consent.keepOthers !== true &&
      (await run.observer.ask({
        id: "overwrite",
        text: `${file.path} is there already and differs. Overwrite it? (the old one is kept as a backup)`,
        detail: diff.split("\n"),
      })));
  if (!agreed) return { ...change, outcome: "kept" };
  if (consent.backup === false) {
    await context.files.writeText(target, file.text);
    return { ...change, outcome: "written" };
  }
  const backup = await freeBackupName(context, target);
  await context.files.writeText(backup, before);
  try {
    await context.files.writeText(target, file.text);
  } catch (error) {
    await context.files.remove(backup);
    throw error;
  }
  return { ...change, backup, outcome: "written" };
}

async function freeBackupName(context: Context, target: string): Promise<string> {
  for (let number = 0; ; number++) {
    const name = `${target}.before-seaworthy${number === 0 ? "" : `.${number}`}`;
    if (!(await context.files.exists(name))) return name;
  }
}
