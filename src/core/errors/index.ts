/** What a person is told when work could not be done: what happened, why, and what to do. `name` is permanent. */
export class SeaworthyError extends Error {
  readonly code: string;
  readonly why: string;
  readonly todo: string;
  /** What was tried and what each answered, one line each. */
  readonly tried: readonly string[];

  constructor(
    code: string,
    parts: { what: string; why: string; todo: string; tried?: readonly string[]; cause?: unknown },
  ) {
    super(parts.what, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = "SeaworthyError";
    this.code = code;
    this.why = parts.why;
    this.todo = parts.todo;
    this.tried = parts.tried ?? [];
  }
}

/** The work was cancelled by the user (Ctrl-C) or by a limit set from outside. */
export class CancelledError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "CancelledError";
  }
}
