import type { ServiceFacts } from "../core/facts.ts";

/** What is known of the folder that is the build context. All of it is optional knowledge: rules that need it stay quiet without. */
export interface RepositoryFacts {
  /** Every file of the context before .dockerignore, relative to it, with `/`; or null where the list is not known. */
  readonly files: readonly string[] | null;
  /** Text of the .dockerignore in force; null where there is none. */
  readonly dockerignore: string | null;
  readonly service: ServiceFacts | null;
}
