import { buildCommand } from "@stricli/core";
import { loadReport } from "../../reports/index.ts";
import { act, type CliContext, type CommonFlags, usageError } from "../context.ts";
import { common, text } from "../flags.ts";
import { whichRecord } from "../record-flags.ts";

interface Flags extends CommonFlags {
  readonly format?: (typeof formats)[number];
  readonly open?: boolean;
  readonly output?: string;
  readonly path?: string;
  readonly all?: boolean;
}

const formats = ["html", "text", "json", "md", "markdown", "junit"] as const;

export default buildCommand<Flags, [which?: string], CliContext>({
  docs: {
    brief: "A record as one HTML file, or as text, json, md or junit",
    fullDescription:
      "HTML is written beside the record unless --output says where; the other forms are printed. With --all, one page over every record below a folder, of a repository or of many: trends of size, scores and claims by service.\n\nExamples:\n  seaworthy report\n  seaworthy report --open\n  seaworthy report --format md > comment.md\n  seaworthy report 12 --output report.html\n  seaworthy report --format junit > claims.xml\n  seaworthy report --all ~/services --output fleet.html",
  },
  parameters: {
    flags: {
      ...common,
      format: { kind: "enum", values: formats, optional: true, brief: "Form of the report; html where none is given" },
      output: { kind: "parsed", parse: text, optional: true, placeholder: "file", brief: "File to write; - prints" },
      path: {
        kind: "parsed",
        parse: text,
        optional: true,
        placeholder: "folder",
        brief: "Folder whose records are meant",
      },
      open: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Show the file with the program that the desktop has for it",
      },
      all: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "One HTML page over all records below the folder that is named in place of a record",
      },
    },
    positional: whichRecord,
    aliases: { f: "format", o: "output" },
  },
  func(flags, which) {
    return act(this, flags, async (session) => {
      const { workflows, run, json, print, printJson, setting } = session;
      if (flags.all === true) {
        if (flags.format !== undefined && flags.format !== "html")
          throw usageError(
            `there is no ${flags.format} over all records`,
            "--all makes one HTML page",
            "leave --format out, or take the figures by --json",
          );
        const { reportFleet } = await import("../report-fleet.ts");
        return reportFleet(session, which ?? flags.path ?? ".", flags.output);
      }
      const name = flags.format ?? (json ? "json" : "html");
      const found = await workflows.records.find({ path: flags.path ?? ".", which: which ?? null }, run);
      if (found.record === null) {
        throw usageError(
          `there is no report of ${found.file}`,
          "no evidence (.json) lies beside it",
          "make one with a run of: seaworthy; its text is shown by: seaworthy record show",
        );
      }
      const report = await loadReport(name === "md" ? "markdown" : name);
      if (report.record === undefined) throw new TypeError(`the report ${name} has no form for records`);
      const content = report.record(found.record, setting);
      const target = flags.output ?? (name === "html" ? found.file.replace(/\.(?:md|json|txt)$/, "") + ".html" : "-");
      if (target === "-") {
        if (flags.open === true)
          throw usageError("there is no file to open", "the report is printed", "name a file with --output");
        print(content);
      } else {
        const file = await workflows.saveReport(target, content);
        if (json && name !== "json") printJson({ file });
        else print(`${file}\n`);
        if (flags.open === true && !(await workflows.openFile(file)))
          run.observer.on({ kind: "note", level: "warning", text: `No program opened it here. It lies in ${file}` });
      }
      return 0;
    });
  },
});
