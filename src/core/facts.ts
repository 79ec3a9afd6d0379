/** Where a fact was read: a file relative to the service's folder, a line from 1, and why this one was chosen over others. */
export interface Evidence {
  readonly fact: string;
  readonly file: string;
  readonly line: number;
  readonly because: string;
}

/** Something that was looked at and not chosen, so that a person can see why. */
export interface Considered {
  readonly fact: string;
  readonly candidate: string;
  readonly file: string;
  readonly line: number;
  readonly because: string;
}

export type StackName = "python" | "node" | "go" | "rust" | "java" | "dotnet" | "ruby" | "php";

/** The language runtime: `version` is the minor line to build on (`3.11`, `22`), `source` the file that asked for it. */
export interface Runtime {
  readonly name: string;
  readonly version: string;
  readonly source: string;
}

/** One environment variable that the code reads. `default` is null where the code has none or where it is not a literal. */
export interface EnvVariable {
  readonly name: string;
  readonly required: boolean;
  readonly default: string | null;
  readonly secret: boolean;
  readonly evidence: { readonly file: string; readonly line: number };
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly file: string;
  readonly line: number;
  /** GET or HEAD with no path parameter and no side effect found: may be probed unasked. */
  readonly safe: boolean;
}

export type UpstreamKind = "mcp" | "http" | "postgres" | "mysql" | "redis" | "mongodb" | "amqp";

/** Another service that this one calls, and the variable that holds its address. */
export interface Upstream {
  readonly name: string;
  readonly kind: UpstreamKind;
  readonly env: string | null;
  readonly default: string | null;
  /** False where the code works without it (for example a database URL whose default is SQLite). */
  readonly required: boolean;
  readonly evidence: { readonly file: string; readonly line: number };
}

/** A directory that the application writes to at run time. `lasting`: losing it on restart would lose user data. */
export interface WritePath {
  readonly path: string;
  readonly lasting: boolean;
  readonly evidence: { readonly file: string; readonly line: number };
}

export interface SystemPackages {
  readonly build: readonly string[];
  readonly run: readonly string[];
}

/** What is known about one service, each fact with its evidence. Paths are relative, with `/`. */
export interface ServiceFacts {
  /** The service's folder, relative to the folder that was asked about; `.` for that folder itself. */
  readonly path: string;
  readonly name: string;
  readonly stack: StackName;
  /** `fastapi`, `vite`, `express`, `mcp`, `node`, … */
  readonly framework: string;
  /** `uv`, `pip`, `npm`, … */
  readonly packageManager: string;
  readonly runtime: Runtime;
  /** The start command in exec form, bound to all interfaces and the port; empty for a static site. */
  readonly start: readonly string[];
  readonly port: number;
  /** The health route, or null where none was found. */
  readonly health: string | null;
  readonly routes: readonly Route[];
  readonly env: readonly EnvVariable[];
  readonly writes: readonly WritePath[];
  readonly upstreams: readonly Upstream[];
  readonly systemPackages: SystemPackages;
  readonly evidence: readonly Evidence[];
  /** Facts that only this stack's plan needs, such as the app object or the build's output folder. */
  readonly detail: Readonly<Record<string, string | number | boolean | readonly string[] | null>>;
}

/** The answer of `detect`: services in the order of their paths. */
export interface StackFacts {
  readonly schema: 1;
  readonly services: readonly ServiceFacts[];
  readonly considered: readonly Considered[];
}
