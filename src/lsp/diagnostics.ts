import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-protocol";
import type { Finding, Severity } from "../core/finding.ts";
import { rules } from "../rules/all.gen.ts";
import { ruleDocumentName } from "../rules/docs.ts";
import type { RatedDocument } from "./documents.ts";

export const source = "seaworthy";

const levels: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  style: DiagnosticSeverity.Hint,
};

/** Where the page of a rule is: the docs lie in the package, so the link works without a network. Undefined for a rule without a page. */
export function pageOf(rule: string, docs: URL): string | undefined {
  const known = rules.find((one) => one.id === rule);
  return known === undefined ? undefined : new URL(`rules/${ruleDocumentName(known)}`, docs).href;
}

/** Every finding of a document, and why it has no scores where no finding says so already. */
export function diagnosticsOf(rated: RatedDocument, docs: URL): Diagnostic[] {
  const { file, lines } = rated;
  const found = file.findings.map((finding) => diagnosticOf(finding, rated, docs));
  if (file.parsed || file.findings.some((finding) => finding.severity === "error")) return found;
  const range = lines.range({ start: 0, end: lines.line(0).length });
  return [
    { range, severity: DiagnosticSeverity.Error, source, message: file.problem ?? "This does not parse." },
    ...found,
  ];
}

export function diagnosticOf(finding: Finding, { lines }: RatedDocument, docs: URL): Diagnostic {
  const href = pageOf(finding.rule, docs);
  return {
    range: lines.range(finding.span),
    severity: levels[finding.severity],
    source,
    code: finding.rule,
    ...(href !== undefined && { codeDescription: { href } }),
    message: finding.message,
  };
}
