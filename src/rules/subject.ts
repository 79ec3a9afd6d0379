import type { LineMap, Span } from "../core/span.ts";
import type { ComposeFile } from "../formats/compose/index.ts";
import type { Dockerignore } from "../formats/dockerignore/index.ts";
import type { RepositoryFacts } from "./repository.ts";
import type { Settings } from "./settings.ts";

/** What a rule reads. */
export const fileKinds = ["dockerfile", "compose", "dockerignore"] as const;
export type FileKind = (typeof fileKinds)[number];

/** A parsed file of one kind with what is known around it. */
interface SubjectOf<K extends FileKind, F> {
  readonly on: K;
  readonly file: F;
  readonly text: string;
  readonly lines: LineMap;
  readonly repository: RepositoryFacts | null;
  readonly settings: Settings;
  readonly today: string;
}

export type ComposeSubject = SubjectOf<"compose", ComposeFile>;
export type IgnoreSubject = SubjectOf<"dockerignore", Dockerignore>;

/** Why a file has no scores. */
export interface Problem extends Span {
  readonly message: string;
}
