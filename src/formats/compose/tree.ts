import type { LineMap, Span } from "../../core/span.ts";

/** A key of a mapping with the place of its value, for rules that look at what the model has no field for. */
export interface ComposeKey {
  readonly key: Span;
  /** Empty, at the key's end, where there is no value. */
  readonly value: Span;
  /** The value as text, or null where it is a list, a mapping or absent. */
  readonly scalar: string | null;
}

/** A text with its place. */
export interface ComposeText extends Span {
  readonly text: string;
}

export interface ComposeBuild extends Span {
  /** As written; `.` where there is none. */
  readonly context: string;
  readonly dockerfile: string | null;
  readonly target: string | null;
  readonly args: readonly ComposeVariable[];
}

/** `published` and `target` stay texts: they may be ranges or hold `${VARIABLES}`. */
export interface ComposePort extends Span {
  readonly hostAddress: string | null;
  readonly published: string | null;
  readonly target: string;
  /** `tcp` where none is written. */
  readonly protocol: string;
}

/** `value` null: taken from the shell that runs compose. */
export interface ComposeVariable extends Span {
  readonly name: string;
  readonly value: string | null;
}

export interface ComposeDependency extends Span {
  readonly service: string;
  /** `service_started` where none is written. */
  readonly condition: string;
}

export interface ComposeMount extends Span {
  readonly type: string;
  /** Null for an anonymous volume or a tmpfs. */
  readonly source: string | null;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface ComposeHealthcheck extends Span {
  /** `disable: true`, or the test `NONE`. */
  readonly disabled: boolean;
  /** A list as written (`["CMD", …]`), or one `CMD-SHELL` and the text. Null where the image's own test is kept. */
  readonly test: readonly string[] | null;
  readonly interval: string | null;
  readonly timeout: string | null;
  readonly retries: string | null;
  readonly startPeriod: string | null;
}

export interface ComposeLimits {
  readonly cpus: string | null;
  readonly memory: string | null;
  readonly pids: string | null;
}

/** One service. The span is that of its whole mapping entry, from its name on. */
export interface ComposeService extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  /** All keys, those merged in by `<<` too. */
  readonly keys: ReadonlyMap<string, ComposeKey>;
  readonly image: string | null;
  readonly build: ComposeBuild | null;
  readonly ports: readonly ComposePort[];
  readonly environment: readonly ComposeVariable[];
  readonly envFiles: readonly ComposeText[];
  readonly dependsOn: readonly ComposeDependency[];
  readonly networks: readonly ComposeText[];
  readonly networkMode: string | null;
  readonly volumes: readonly ComposeMount[];
  readonly tmpfs: readonly ComposeText[];
  readonly secrets: readonly ComposeText[];
  readonly healthcheck: ComposeHealthcheck | null;
  readonly user: string | null;
  readonly privileged: boolean;
  readonly readOnly: boolean;
  readonly init: boolean;
  readonly capAdd: readonly ComposeText[];
  readonly capDrop: readonly ComposeText[];
  readonly securityOpt: readonly ComposeText[];
  readonly devices: readonly ComposeText[];
  readonly pid: string | null;
  readonly ipc: string | null;
  readonly usernsMode: string | null;
  readonly restart: string | null;
  readonly limits: ComposeLimits;
}

/** A network, volume, secret or config of the file's top level. */
export interface ComposeResource extends Span {
  readonly name: string;
  readonly external: boolean;
  readonly internal: boolean;
  readonly keys: ReadonlyMap<string, ComposeKey>;
}

export interface ComposeError extends Span {
  readonly code: "bad-yaml" | "bad-shape";
  readonly message: string;
}

export interface ComposeFile {
  readonly text: string;
  readonly lines: LineMap;
  readonly name: string | null;
  /** The keys of the top level. */
  readonly keys: ReadonlyMap<string, ComposeKey>;
  readonly services: readonly ComposeService[];
  readonly networks: readonly ComposeResource[];
  readonly volumes: readonly ComposeResource[];
  readonly secrets: readonly ComposeResource[];
  readonly configs: readonly ComposeResource[];
  readonly errors: readonly ComposeError[];
}
