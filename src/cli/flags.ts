import { type FinalBase, finalBases } from "../core/plan.ts";
import { profiles, severities, type Profile, type Severity } from "../core/finding.ts";
import type { EngineKind } from "../core/ports/engine.ts";
import type { ClaimChoice, ConfigChoice } from "../core/ports/workflows.ts";
import { usageError } from "./context.ts";
import type { RatingBar } from "./verdict.ts";

/** Words after an option, separated by commas or by repeating it. */
const word = (input: string): string => {
  const text = input.trim();
  if (text === "") throw new RangeError("expected a name, got nothing");
  return text;
};

const scoreOf = (input: string): number => {
  const score = Number(input);
  if (input.trim() === "" || !(score >= 0 && score <= 10))
    throw new RangeError(`expected a number from 0 to 10, got ${JSON.stringify(input)}`);
  return score;
};

export const text = (input: string): string => input;

const engines: readonly EngineKind[] = ["docker", "podman"];

export const common = {
  json: { kind: "boolean", optional: true, withNegated: false, brief: "The result as JSON on standard output" },
  quiet: { kind: "boolean", optional: true, withNegated: false, brief: "No progress, only the result" },
  yes: { kind: "boolean", optional: true, withNegated: false, brief: "Agree to every question" },
  engine: { kind: "enum", values: engines, optional: true, brief: "Engine to use; the first that works otherwise" },
  ca: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "file",
    brief: "Extra CA certificates for build steps; never in the image",
  },
} as const;

const secondsOf = (input: string): number => {
  const seconds = Number(input);
  if (input.trim() === "" || !(seconds > 0 && seconds < 86_400))
    throw new RangeError(`expected a number of seconds over 0, got ${JSON.stringify(input)}`);
  return seconds;
};

export const claimFlags = {
  only: {
    kind: "parsed",
    parse: word,
    optional: true,
    variadic: ",",
    placeholder: "claims",
    brief: "Only these claims, as non-root,serves",
  },
  skip: {
    kind: "parsed",
    parse: word,
    optional: true,
    variadic: ",",
    placeholder: "claims",
    brief: "All claims but these",
  },
  controls: { kind: "boolean", optional: true, brief: "Also break each property and see its check fail" },
  tests: {
    kind: "parsed",
    parse: text,
    optional: true,
    variadic: true,
    placeholder: "file",
    brief: "A container-structure-test or goss file to make claims of, beside those found by their names",
  },
  readySeconds: {
    kind: "parsed",
    parse: secondsOf,
    optional: true,
    placeholder: "seconds",
    brief: "The service is ready within this time; 30 where no config says otherwise",
  },
  stopSeconds: {
    kind: "parsed",
    parse: secondsOf,
    optional: true,
    placeholder: "seconds",
    brief: "It stops within this time after SIGTERM; 10 where no config says otherwise",
  },
} as const;

export interface ClaimFlags {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly controls?: boolean;
  readonly tests?: readonly string[];
  readonly readySeconds?: number;
  readonly stopSeconds?: number;
}

/** What the options say of the claims; the config says the rest. */
export function claimChoiceOf(flags: ClaimFlags): ClaimChoice {
  const { readySeconds, stopSeconds } = flags;
  return {
    only: flags.only ?? [],
    skip: flags.skip ?? [],
    controls: flags.controls === true,
    tests: flags.tests ?? [],
    limits: {
      ...(readySeconds === undefined ? {} : { readySeconds }),
      ...(stopSeconds === undefined ? {} : { stopSeconds }),
    },
  };
}

export const profileFlag = {
  profile: {
    kind: "enum",
    values: profiles,
    optional: true,
    brief: "Rules: default (what matters), strict (more), all (style too)",
  },
} as const;

export const baseFlag = {
  base: {
    kind: "enum",
    values: finalBases,
    optional: true,
    brief: "What the final image stands on: slim (a small distribution), minimal (the runtime alone, no shell)",
  },
} as const;

export interface BaseFlag {
  readonly base?: FinalBase;
}

export const configFlags = {
  config: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "file",
    brief: "seaworthy.toml, package.json or .hadolint.yaml to rate by; the nearest upwards of each file otherwise",
  },
  noConfig: { kind: "boolean", optional: true, withNegated: false, brief: "Rate without any config" },
} as const;

export const shellcheckFlag = {
  shellcheck: { kind: "boolean", optional: true, brief: "Also ask the machine's ShellCheck about the scripts of RUN" },
} as const;

export interface ShellcheckFlag {
  readonly shellcheck?: boolean;
}

export const stdinName = {
  kind: "parsed",
  parse: text,
  optional: true,
  placeholder: "path",
  brief: "The path that standard input (-) stands for: its kind, its config, its surroundings",
} as const;

export interface ConfigFlags {
  readonly config?: string;
  readonly noConfig?: boolean;
}

/** @throws SeaworthyError `usage` where both options were given */
export function configOf({ config, noConfig }: ConfigFlags): ConfigChoice {
  if (config !== undefined && noConfig === true)
    throw usageError(
      "--config and --no-config exclude each other",
      "one asks for a config, one for none",
      "leave one out",
    );
  if (noConfig === true) return "none";
  return config === undefined ? "nearest" : { file: config };
}

const failOnValues: readonly (Severity | "never")[] = [...severities, "never"];

export const barFlags = {
  minSecurity: {
    kind: "parsed",
    parse: scoreOf,
    optional: true,
    placeholder: "score",
    brief: "Exit 1 under this security score, 0 to 10",
  },
  minEfficiency: {
    kind: "parsed",
    parse: scoreOf,
    optional: true,
    placeholder: "score",
    brief: "Exit 1 under this efficiency score, 0 to 10",
  },
  failOn: { kind: "enum", values: failOnValues, optional: true, brief: "Exit 1 on a finding this severe or worse" },
} as const;

export interface BarFlags {
  readonly profile?: Profile;
  readonly minSecurity?: number;
  readonly minEfficiency?: number;
  readonly failOn?: Severity | "never";
}

export function barOf(flags: BarFlags): RatingBar {
  return { minSecurity: flags.minSecurity, minEfficiency: flags.minEfficiency, failOn: flags.failOn };
}

export const onePath = {
  kind: "tuple",
  parameters: [
    {
      brief: "Folder of a service or of a stack; this folder where none is given",
      parse: text,
      placeholder: "path",
      optional: true,
    },
  ],
} as const;

export const manyPaths = {
  kind: "array",
  parameter: { brief: "Files and folders; this folder where none is given", parse: text, placeholder: "paths" },
} as const;
