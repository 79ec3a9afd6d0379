import type { Trial } from "../core/ports/trial.ts";
import { type ComposeFile, type ComposeService, composeFileNames, parseCompose } from "../formats/compose/index.ts";

/** The compose file beside or above the service, with its text; null where there is none. */
export async function composeFile(trial: Trial): Promise<{ readonly text: string; readonly file: ComposeFile } | null> {
  const above = trial.folder.replace(/\/[^/]+\/?$/, "");
  for (const place of [trial.folder, above]) {
    for (const name of composeFileNames) {
      const path = `${place}/${name}`;
      if (!(await trial.files.exists(path))) continue;
      const text = await trial.files.readText(path);
      return { text, file: parseCompose(text) };
    }
  }
  return null;
}

/** What that file says of the service, found by its name or its image; null where it says nothing. */
export async function composeService(trial: Trial): Promise<ComposeService | null> {
  const found = await composeFile(trial);
  return found === null ? null : serviceIn(found.file, trial.plan.service, trial.plan.image);
}

export function serviceIn(file: ComposeFile, name: string, image: string): ComposeService | null {
  return (
    file.services.find((one) => one.name === name) ??
    file.services.find((one) => one.image?.split(":")[0] === image) ??
    null
  );
}
