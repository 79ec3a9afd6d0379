import type { FileTree } from "../core/ports/host.ts";
import type { InputFile, SeaworthyRecord } from "../core/record.ts";
import type { Context } from "./context.ts";

/** A record of more would be mostly a list of files. */
const mostListed = 2000;

/** The files of a service as a record keeps them, and the digest over their sorted paths and contents. */
export async function inputsOf(
  context: Pick<Context, "sha256">,
  tree: Pick<FileTree, "entries" | "read">,
): Promise<Pick<SeaworthyRecord, "inputDigest" | "inputs">> {
  const inputs = await inputFiles(context, tree);
  const parts = inputs.map((one) => `${one.path}\0${one.sha256 ?? `(${one.bytes} bytes)`}\n`);
  const inputDigest = await context.sha256(parts.join(""));
  return inputs.length > mostListed ? { inputDigest } : { inputDigest, inputs };
}

/** Every file that may go into the image, records left out. */
export async function inputFiles(
  context: Pick<Context, "sha256">,
  tree: Pick<FileTree, "entries" | "read">,
): Promise<readonly InputFile[]> {
  const inputs: InputFile[] = [];
  for (const entry of tree.entries) {
    if (entry.kind !== "file" || entry.path.startsWith(".seaworthy/")) continue;
    const text = tree.read(entry.path);
    inputs.push({ path: entry.path, sha256: text === null ? null : await context.sha256(text), bytes: entry.size });
  }
  return inputs;
}
