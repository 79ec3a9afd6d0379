import { type ComposeFile, type ComposeService, composeFileNames, parseCompose } from "../formats/compose/index.ts";
import type { Context } from "./context.ts";

/** The compose file that builds a folder below it. */
export interface ComposeAbove {
  /** Absolute. */
  readonly root: string;
  readonly file: ComposeFile;
  readonly service: ComposeService;
}

/** What a compose file in the folder above says of a folder (absolute) that it builds; null where none does. */
export async function composeAbove(context: Context, folder: string): Promise<ComposeAbove | null> {
  const root = folder.replace(/\/[^/]+$/, "");
  if (root === "") return null;
  for (const name of composeFileNames) {
    if (!(await context.files.exists(`${root}/${name}`))) continue;
    const file = parseCompose(await context.files.readText(`${root}/${name}`));
    const service = file.services.find((one) => one.build !== null && joined(root, one.build.context) === folder);
    if (service !== undefined) return { root, file, service };
  }
  return null;
}

/** An absolute folder and a path relative to it as one absolute path. */
export function joined(root: string, relative: string): string {
  const parts = root.split("/");
  for (const part of relative.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
