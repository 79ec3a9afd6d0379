import type { FileProblem } from "../yaml-file/index.ts";

/** A value of an environment variable or label; `regex`: the value is a pattern. */
export interface StructurePair {
  readonly key: string;
  readonly value: string;
  readonly regex: boolean;
}

interface Test {
  readonly name: string;
  /** Of the test's first key, from 1. */
  readonly line: number;
}

export interface CommandTest extends Test {
  readonly setup: readonly (readonly string[])[];
  readonly teardown: readonly (readonly string[])[];
  readonly argv: readonly string[];
  readonly env: readonly StructurePair[];
  /** Patterns, searched for anywhere in the whole text. */
  readonly expectedOutput: readonly string[];
  readonly excludedOutput: readonly string[];
  readonly expectedError: readonly string[];
  readonly excludedError: readonly string[];
  readonly exitCode: number;
}

export interface FileExistenceTest extends Test {
  readonly path: string;
  readonly shouldExist: boolean;
  /** Like `-rw-r--r--`, as Go writes a mode: `L` for links, `u`, `g` and `t` as letters in front. */
  readonly permissions: string | null;
  readonly uid: number | null;
  readonly gid: number | null;
  readonly isExecutableBy: "owner" | "group" | "other" | "any" | null;
}

export interface FileContentTest extends Test {
  readonly path: string;
  readonly expectedContents: readonly string[];
  readonly excludedContents: readonly string[];
}

/** Null: not said. */
export interface MetadataTest {
  readonly line: number;
  readonly env: readonly StructurePair[];
  readonly unboundEnv: readonly string[];
  readonly labels: readonly StructurePair[];
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly exposedPorts: readonly string[];
  readonly unexposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly unmountedVolumes: readonly string[];
  readonly workdir: string | null;
  readonly user: string | null;
}

/** A container-structure-test file, schema 2.0.0. */
export interface StructureTests {
  readonly globalEnv: readonly StructurePair[];
  readonly runUser: string | null;
  /** Options of containerRunOptions that ask for more than a user. */
  readonly runOptions: readonly string[];
  readonly commands: readonly CommandTest[];
  readonly existence: readonly FileExistenceTest[];
  readonly contents: readonly FileContentTest[];
  readonly metadata: MetadataTest | null;
  /** Lines of license tests. */
  readonly licenses: readonly number[];
  readonly problems: readonly FileProblem[];
}
