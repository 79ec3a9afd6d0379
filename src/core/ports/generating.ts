import type { FinalBase } from "../plan.ts";

/** One file that `init` or `fix` made or would make. */
export interface FileChange {
  /** Relative to the service's folder, with `/`. */
  readonly path: string;
  /** The text that was there, or null. */
  readonly before: string | null;
  readonly after: string;
  /** `written` new or replaced · `unchanged` already so · `kept` the user's own file stays · `shown` only shown (`--diff`). */
  readonly outcome: "written" | "unchanged" | "kept" | "shown";
  /** Where the replaced text was kept, or null. */
  readonly backup: string | null;
  /** Unified diff; empty where unchanged. */
  readonly diff: string;
}

export interface InitOptions {
  readonly path: string;
  /** What the final stages are to stand on; null keeps what the Dockerfiles that are there say, else `slim`. */
  readonly base: FinalBase | null;
  /** Overwrite without asking, keeping a backup. Without it the observer is asked for each file that differs. */
  readonly force: boolean;
  /** Show what would be written and write nothing. */
  readonly diff: boolean;
  /** Also write a workflow for this CI service. */
  readonly ci: "github" | null;
  /** Registry -> mirror to take its images from; FROM names the mirror. */
  readonly mirrors: Readonly<Record<string, string>>;
}

export interface InitResult {
  readonly services: readonly {
    readonly service: string;
    readonly path: string;
    readonly files: readonly FileChange[];
  }[];
  /** Files of the stack's root, such as compose.yaml. */
  readonly stack: readonly FileChange[];
}
