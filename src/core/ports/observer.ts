import type { Proof } from "../proof.ts";

/** What happens while a use case runs. `service` is empty for steps of the whole run. `step` names a step of the loop, such as `build`. */
export type WorkflowEvent =
  | { readonly kind: "step-started"; readonly step: string; readonly service: string; readonly says: string }
  /** The last line that a running step printed. */
  | { readonly kind: "line"; readonly step: string; readonly service: string; readonly line: string }
  | {
      readonly kind: "step-done";
      readonly step: string;
      readonly service: string;
      /** One line with its figure, such as `todo-backend:latest 63.1 MB, 12 steps, 9 cached`. */
      readonly said: string;
      readonly seconds: number;
      readonly outcome: "done" | "failed" | "skipped";
    }
  | { readonly kind: "proof"; readonly proof: Proof }
  | { readonly kind: "note"; readonly level: "info" | "warning"; readonly text: string };

/** A choice that is the user's. */
export interface Question {
  /** Permanent: `overwrite`, `install-engine`, `make-bases`, `replay`. */
  readonly id: string;
  readonly text: string;
  /** What the answer is about, such as a diff or the commands to run. */
  readonly detail: readonly string[];
}

export interface Observer {
  on(event: WorkflowEvent): void;
  /** True where the user agrees. Without a terminal and without `--yes` the answer is false. */
  ask(question: Question): Promise<boolean>;
}
