import { text } from "./flags.ts";

/** Which record is meant: the same for every command about one. */
export const whichRecord = {
  kind: "tuple",
  parameters: [
    {
      brief: "File or number of a record, or the folder whose newest is meant; the newest here where none is given",
      parse: text,
      placeholder: "which",
      optional: true,
    },
  ],
} as const;

export const recordFolder = {
  path: { kind: "parsed", parse: text, optional: true, placeholder: "folder", brief: "Folder whose records are meant" },
} as const;
