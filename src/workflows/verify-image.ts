import { SeaworthyError } from "../core/errors/index.ts";
import type { Run } from "../core/ports/workflows.ts";
import type { SeaworthyRecord } from "../core/record.ts";
import type { CheckedPart } from "../core/verification.ts";
import type { Context } from "./context.ts";
import { openNamed } from "./inspect-source.ts";

type Judged = Pick<CheckedPart, "verdict" | "said">;

/** Codes of errors that say that there was nothing to compare with; any other error of an archive is a fault of the image. */
const nothingThere = new Set(["image-missing", "file-missing", "file-kind", "no-engine"]);

/** Whether the image, in the engine or in an archive, has the recorded digest. What cannot be looked at is SKIPPED with its reason. */
export async function checkImage(
  context: Context,
  { image }: SeaworthyRecord,
  name: string | null,
  run: Run,
): Promise<CheckedPart> {
  const part = { check: "image", differences: [] } as const;
  if (image === null) return { ...part, verdict: "SKIPPED", said: "no image was built in this run" };
  if (!/^sha256:[0-9a-f]{64}$/.test(image.digest))
    return { ...part, verdict: "FAIL", said: `the recorded digest is none: ${JSON.stringify(image.digest)}` };
  try {
    const compared = (await inArchive(context, image, name, run)) ?? (await inEngine(context, image, name, run));
    return { ...part, ...compared };
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    const verdict = !error.code.startsWith("image-archive-") || nothingThere.has(error.code) ? "SKIPPED" : "FAIL";
    return { ...part, verdict, said: `${error.message.replace(/\.$/, "")}: ${error.why}` };
  }
}

type Recorded = NonNullable<SeaworthyRecord["image"]>;

/** An archive is read to its end, so that what its digests stand for is what is there. Null where the name is of no file. */
async function inArchive(context: Context, image: Recorded, name: string | null, run: Run): Promise<Judged | null> {
  if (name === null || (await context.files.kind(context.absolute(name))) === null) return null;
  const opened = await openNamed(context, run, { name, tag: null, platform: null });
  try {
    const { manifest } = opened.archive;
    await opened.archive.scan(() => null);
    const digests = [
      { digest: manifest.imageId, of: "image id" },
      ...(manifest.digest === null ? [] : [{ digest: manifest.digest, of: "manifest" }]),
    ];
    return judged(name, image, digests, "; every layer of it is verified");
  } finally {
    await opened.close();
  }
}

async function inEngine(context: Context, image: Recorded, name: string | null, run: Run): Promise<Judged> {
  // To verify is to look: no engine is set up for it, not even where all questions are agreed to.
  const looking: Run = {
    ...run,
    observer: { on: (event) => run.observer.on(event), ask: () => Promise.resolve(false) },
  };
  const engine = await context.engine(looking);
  const asked = name ?? image.tag;
  const found = await engine.image(asked);
  const recorded = found?.id === image.digest ? found : await engine.image(image.digest);
  if (found !== null) {
    const manifests = found.repoDigests.map((one) => ({ digest: one.replace(/^.*@/, ""), of: "manifest" }));
    const there = recorded === null ? "" : "; the recorded image is still there without that name";
    return judged(asked, image, [{ digest: found.id, of: "image id" }, ...manifests], "", there);
  }
  if (recorded !== null && name === null)
    return { verdict: "PASS", said: `the image is there, and no longer named ${image.tag} (image id ${image.digest})` };
  return { verdict: "SKIPPED", said: `${engine.info.kind} has no image ${asked}, so there is nothing to compare` };
}

function judged(
  name: string,
  image: Recorded,
  digests: readonly { readonly digest: string; readonly of: string }[],
  held: string,
  failed = "",
): Judged {
  const recorded = [image.digest, ...(image.repoDigests ?? []).map((one) => one.replace(/^.*@/, ""))];
  const same = digests.find(({ digest }) => recorded.includes(digest));
  if (same !== undefined) return { verdict: "PASS", said: `${name} has the recorded ${same.of} ${same.digest}${held}` };
  const [first] = digests;
  return { verdict: "FAIL", said: `${name} is ${first?.digest ?? "nothing"}; recorded is ${image.digest}${failed}` };
}
