import { profiles, severities } from "../../core/finding.ts";
import { labelKinds } from "../settings.ts";

/** The form of one key of our own config; the JSON Schema and the reader are made of the same table. */
export type Field =
  | { readonly type: "boolean"; readonly says: string }
  | { readonly type: "number"; readonly says: string }
  | { readonly type: "count"; readonly says: string }
  | { readonly type: "strings"; readonly says: string }
  | { readonly type: "choice"; readonly values: readonly string[]; readonly says: string }
  | { readonly type: "choices-by-name"; readonly values: readonly string[]; readonly says: string };

/** The keys of `[rate]` in seaworthy.toml, and of `seaworthy.rate` in package.json. */
export const fields: Readonly<Record<string, Field>> = {
  profile: { type: "choice", values: profiles, says: "Which rules run." },
  off: { type: "strings", says: "Rules that do not run: ids, slugs, or other tools' ids such as hadolint:DL3008." },
  severity: { type: "choices-by-name", values: severities, says: "Severities of single rules, by id or slug." },
  "ignore-comments": { type: "boolean", says: "Whether comments in a file may switch rules off; true." },
  shellcheck: { type: "boolean", says: "Whether the machine's ShellCheck is asked about the scripts of RUN; false." },
  "fail-on": {
    type: "choice",
    values: [...severities, "none"],
    says: "The severity from which on the exit code is 1.",
  },
  "min-security": { type: "number", says: "The lowest security score, 0 to 10, that does not fail." },
  "min-efficiency": { type: "number", says: "The lowest efficiency score, 0 to 10, that does not fail." },
  "allowed-registries": {
    type: "strings",
    says: "Registries that images may come from, such as docker.io or *.example.org.",
  },
  "required-labels": {
    type: "choices-by-name",
    values: labelKinds,
    says: "Labels that an image must have, and their kind.",
  },
  exclude: {
    type: "strings",
    says: "Files that the rating of a folder leaves out: patterns as in .gitignore, relative to this file.",
  },
  "look-at-most": {
    type: "count",
    says: "How many instructions of a file are looked at, and how many commands of their RUN; 10000.",
  },
  "only-required-labels": { type: "boolean", says: "Whether other labels are findings." },
};

/** The JSON Schema of the object that these keys stand in. */
export function configJsonSchema(): object {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, { ...formOf(field), description: field.says }]),
  );
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "seaworthy: [rate] in seaworthy.toml, seaworthy.rate in package.json",
    type: "object",
    properties,
    additionalProperties: false,
  };
}

function formOf(field: Field): object {
  switch (field.type) {
    case "boolean":
      return { type: "boolean" };
    case "number":
      return { type: "number", minimum: 0, maximum: 10 };
    case "count":
      return { type: "integer", minimum: 1 };
    case "strings":
      return { type: "array", items: { type: "string" } };
    case "choice":
      return { enum: field.values };
    default:
      return { type: "object", additionalProperties: { enum: field.values } };
  }
}
