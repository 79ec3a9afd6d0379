import type { Proof } from "../core/proof.ts";
import { graded } from "../records/response.ts";
import { defineReport } from "./define.ts";
import { tag, xml } from "./xml.ts";

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly seconds: number;
  readonly outcome: { readonly kind: "failure" | "skipped"; readonly message: string; readonly text: string } | null;
}

export default defineReport({
  id: "junit",
  title: "JUnit XML",
  why: "CI services list it as tests: each claim one, or each rated file one with its findings.",
  sources: ["https://github.com/testmoapp/junitxml"],
  since: "0.1.0",
  extension: "xml",
  ratings(ratings) {
    const suites = ratings.files.map((file) => {
      const unread: Case[] = file.parsed ? [] : [failed("parses", file.path, file.problem ?? "it does not parse", "")];
      const cases = file.findings.map((one) => {
        const place = `${file.path}:${one.from.line}:${one.from.column}`;
        return failed(
          `${one.rule} ${one.slug} (line ${one.from.line})`,
          file.path,
          one.message,
          `${place}\n${one.why}`,
        );
      });
      const clean: Case[] =
        unread.length + cases.length === 0
          ? [{ name: "no findings", classname: file.path, seconds: 0, outcome: null }]
          : [];
      return suite(file.path, [...unread, ...cases, ...clean]);
    });
    return document(suites);
  },
  record: (record) => document([suite(record.facts.name, record.proofs.map(claim))]),
});

function failed(name: string, classname: string, message: string, text: string): Case {
  return { name, classname, seconds: 0, outcome: { kind: "failure", message, text } };
}

function claim(proof: Proof): Case {
  const commands = proof.commands
    .map((one) => `$ ${one.command}\n${one.output}\n(exit code ${one.exitCode ?? "none"})`)
    .join("\n\n");
  const unproved = proof.control?.verdict === "DID_NOT_FAIL";
  const kind = proof.verdict === "FAIL" || unproved ? "failure" : proof.verdict === "SKIPPED" ? "skipped" : null;
  return {
    name: proof.claim,
    classname: `seaworthy.${proof.service}`,
    seconds: proof.seconds,
    outcome: kind === null ? null : { kind, message: graded(proof), text: kind === "failure" ? commands : "" },
  };
}

function suite(
  name: string,
  cases: readonly Case[],
): { readonly lines: readonly string[]; readonly cases: readonly Case[] } {
  const lines = cases.map((one) => {
    const open = tag("testcase", { name: one.name, classname: one.classname, time: one.seconds.toFixed(3) });
    if (one.outcome === null) return `    <${open}/>`;
    return `    <${open}><${tag(one.outcome.kind, { message: one.outcome.message })}>${xml(one.outcome.text)}</${one.outcome.kind}></testcase>`;
  });
  return { cases, lines: [`  <${tag("testsuite", { name, ...counts(cases) })}>`, ...lines, "  </testsuite>"] };
}

function counts(cases: readonly Case[]): Record<string, string | number> {
  return {
    tests: cases.length,
    failures: cases.filter((one) => one.outcome?.kind === "failure").length,
    skipped: cases.filter((one) => one.outcome?.kind === "skipped").length,
    time: cases.reduce((sum, one) => sum + one.seconds, 0).toFixed(3),
  };
}

function document(suites: readonly ReturnType<typeof suite>[]): string {
  const all = suites.flatMap((one) => one.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${tag("testsuites", counts(all))}>`,
    ...suites.flatMap((one) => one.lines),
    "</testsuites>",
    "",
  ].join("\n");
}
