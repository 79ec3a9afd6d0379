import { type CodeAction, CodeActionKind, type Range, type TextEdit } from "vscode-languageserver-protocol";
import type { Edit } from "../core/edit.ts";
import type { Finding } from "../core/finding.ts";
import { diagnosticOf, source } from "./diagnostics.ts";
import type { RatedDocument } from "./documents.ts";

export const fixAllKind = `${CodeActionKind.SourceFixAll}.${source}`;

/** The kinds of action that are offered. */
export const actionKinds = [CodeActionKind.QuickFix, fixAllKind] as const;

/** The fix of each finding in a range, safe ones preferred, then a comment that switches the finding off. */
export function quickFixes(rated: RatedDocument, range: Range, docs: URL): CodeAction[] {
  const { lines } = rated;
  const from = lines.offset(range.start);
  const to = lines.offset(range.end);
  const here = rated.file.findings.filter(({ span }) => span.start <= to && from <= span.end);
  const of = (finding: Finding, title: string, edits: readonly Edit[]): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnosticOf(finding, rated, docs)],
    edit: edited(rated, edits),
  });
  const fixes = here.flatMap((finding) => {
    if (finding.fix === null) return [];
    const { kind, edits } = finding.fix;
    const title = `Fix ${finding.rule} ${finding.slug}${kind === "safe" ? "" : " (look at the result)"}`;
    return [{ ...of(finding, title, edits), isPreferred: kind === "safe" }];
  });
  const ignores = here.map((finding) => of(finding, `Ignore ${finding.rule} here`, [ignoreEdit(rated, finding)]));
  return [...fixes, ...ignores];
}

/** The whole text replaced, told as the part that differs. */
export function fixAll(rated: RatedDocument, after: string): CodeAction | null {
  const before = rated.document.text;
  if (before === after) return null;
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - start;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const edit = { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
  return { title: "Apply all safe fixes", kind: fixAllKind, edit: edited(rated, [edit]) };
}

function edited({ document, lines }: RatedDocument, edits: readonly Edit[]): NonNullable<CodeAction["edit"]> {
  const changes: TextEdit[] = edits.map((edit) => ({ range: lines.range(edit), newText: edit.text }));
  // With its version, so that the editor refuses edits that were made for an older text.
  return {
    documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits: changes }],
  };
}

/** A comment above the finding's instruction: above its first line, where it is continued over several. */
function ignoreEdit({ lines, document }: RatedDocument, finding: Finding): Edit {
  let { line } = lines.position(finding.span.start);
  while (line > 0 && /[\\`]\s*$/.test(lines.line(line - 1))) line -= 1;
  const start = lines.start(line);
  const indent = /^[ \t]*/.exec(lines.line(line))?.[0] ?? "";
  const end = /\r?\n/.exec(document.text)?.[0] ?? "\n";
  return { start, end: start, text: `${indent}# seaworthy ignore=${finding.rule}${end}` };
}
