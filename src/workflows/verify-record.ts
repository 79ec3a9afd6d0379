import { SeaworthyError } from "../core/errors/index.ts";
import { inOneLine } from "../core/errors/in-one-line.ts";
import type { Run } from "../core/ports/workflows.ts";
import type { SeaworthyRecord } from "../core/record.ts";
import type { CheckedPart, RecordVerification, VerifyOptions } from "../core/verification.ts";
import { markdownDifference, namedEvidence, parseRecordJson, readRecordDocument } from "../records/index.ts";
import type { Context } from "./context.ts";
import { type RecordTexts, recordTexts } from "./record-files.ts";
import { checkFiles } from "./verify-files.ts";
import { checkImage } from "./verify-image.ts";

/** Checks a record against itself, its image and its files. Runs nothing, changes nothing, sets no engine up. */
export async function verifyRecord(context: Context, options: VerifyOptions, run: Run): Promise<RecordVerification> {
  const texts = await recordTexts(context, options);
  const { file } = texts;
  const [whole, record] = await checkRecord(texts);
  if (record === null) return { file, checks: [whole] };
  const image = await checkImage(context, record, options.image, run);
  run.signal.throwIfAborted();
  const files = await checkFiles(context, record, file, options.path);
  return {
    file,
    checks: [whole, checkMarkdown(context, texts, record), await checkEvidence(context, texts), image, ...files],
  };
}

async function checkRecord({
  json,
  jsonFile,
  file,
}: RecordTexts): Promise<readonly [CheckedPart, SeaworthyRecord | null]> {
  const part = { check: "record", differences: [] } as const;
  if (json === null)
    return [{ ...part, verdict: "SKIPPED", said: `no evidence (.json) lies beside ${nameOf(file)}` }, null];
  try {
    const record = await parseRecordJson(json, nameOf(jsonFile));
    return [{ ...part, verdict: "PASS", said: `whole, and as the schema of version ${record.schema} says` }, record];
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    const verdict = error.code === "record-too-new" ? "SKIPPED" : "FAIL";
    return [{ ...part, verdict, said: inOneLine(error) }, null];
  }
}

function checkMarkdown(
  context: Context,
  { markdown, markdownFile }: RecordTexts,
  record: SeaworthyRecord,
): CheckedPart {
  const part = { check: "markdown", differences: [] } as const;
  if (markdown === null) return { ...part, verdict: "FAIL", said: `${nameOf(markdownFile)} is missing` };
  const difference = markdownDifference(record, markdown);
  if (difference === null) return { ...part, verdict: "PASS", said: "it says what the evidence says" };
  // Another version words some lines otherwise; what it stands for is in the front matter.
  if (record.tool.version !== context.version) {
    const same = JSON.stringify(readRecordDocument(markdown).front) === JSON.stringify(record.front);
    const said = `its front matter ${same ? "agrees" : "does not agree"}; the rest was worded by seaworthy ${record.tool.version}`;
    return { ...part, verdict: same ? "PASS" : "FAIL", said };
  }
  return { ...part, verdict: "FAIL", said: "it does not say what the evidence says", differences: [difference] };
}

async function checkEvidence(context: Context, { markdown, json }: RecordTexts): Promise<CheckedPart> {
  const part = { check: "evidence", differences: [] } as const;
  const named = namedEvidence(markdown ?? "");
  if (named === null) return { ...part, verdict: "SKIPPED", said: "the Markdown names no digest of the evidence" };
  // Git may have changed the ends of lines; within JSON they say nothing.
  const found = await context.sha256((json ?? "").replaceAll("\r\n", "\n"));
  if (found === named.sha256) return { ...part, verdict: "PASS", said: `sha256 ${found}` };
  return { ...part, verdict: "FAIL", said: `its sha256 is ${found}; the Markdown names ${named.sha256}` };
}

const nameOf = (file: string): string => file.replace(/^.*[/\\]/, "");
