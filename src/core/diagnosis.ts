import type { Edit } from "./edit.ts";

/** A failure with its cause and, where there is one, an edit of a file that mends it. */
export interface Diagnosis {
  readonly id: string;
  readonly title: string;
  readonly stage: "build" | "start" | "runtime" | "network";
  /** The text that gave it away, as it was printed. */
  readonly symptom: string;
  readonly cause: string;
  /** The facts that confirmed it beyond the text, such as a uid or a listening socket. */
  readonly confirmedBy: readonly string[];
  readonly remedy: Remedy | null;
}

export interface Remedy {
  readonly says: string;
  readonly file: string;
  readonly edits: readonly Edit[];
}
