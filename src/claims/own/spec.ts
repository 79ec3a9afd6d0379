import type { StartOptions } from "../../core/ports/trial.ts";
import type { Matcher, Value } from "./matcher.ts";

/** What is looked at. Each answers facts by name, which expectations then compare. */
export type Look =
  | HttpLook
  | CommandLook
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "port"; readonly port: number; readonly family: "any" | "tcp" | "tcp6" }
  | { readonly kind: "process"; readonly name: string }
  | { readonly kind: "user" | "group"; readonly name: string }
  | { readonly kind: "package"; readonly name: string }
  | { readonly kind: "image" };

export interface HttpLook {
  readonly kind: "http";
  readonly method: string;
  /** A path of the service, or a whole URL, which only `inside` may have. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** `inside` is the network of the container itself, where localhost is the service. */
  readonly from: "host" | "sibling" | "inside";
  readonly timeoutMs: number;
  readonly followRedirects: boolean;
  readonly anyCertificate: boolean;
}

export interface CommandLook {
  readonly kind: "command";
  readonly argv: readonly [string, ...string[]];
  /** `service`: beside the running service in its container · `alone`: in a container of its own, as the image has it. */
  readonly where: "service" | "alone";
  /** `$NAME` and `${NAME}` in values mean the image's own variables. */
  readonly env: Readonly<Record<string, string>>;
  readonly user: string | null;
  /** Commands whose effect on the file system the command meets. */
  readonly setup: readonly (readonly string[])[];
  readonly teardown: readonly (readonly string[])[];
  /** Whether it is held to what the service is held to: no network, read-only, no capabilities. */
  readonly hardened: boolean;
  readonly timeoutMs: number;
}

/** One thing that is expected of a fact; a fact that is not there never meets it. */
export interface Expectation {
  readonly fact: string;
  readonly matcher: Matcher;
}

export interface Check {
  readonly look: Look;
  readonly expect: readonly Expectation[];
  /** An expectation that must not be met: the control that its author gave. */
  readonly wrong: readonly Expectation[] | null;
}

/** What is broken for the control of a whole claim. */
export interface Breakage {
  readonly start: StartOptions;
  /** Dockerfile instructions on top of the image. */
  readonly dockerfile: readonly string[];
}

/** A claim that a service makes of itself, whichever file says so. */
export interface OwnSpec {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** File and line, as `goss.yaml:12`. */
  readonly source: string;
  readonly checks: readonly Check[];
  /** Null: a control is made from what each check looks at. */
  readonly control: Breakage | { readonly none: string } | null;
  /** Why it is not made at all. */
  readonly skip: string | null;
}

/** What a look saw. `problem` says why there is nothing to compare, as where no answer came. */
export interface Seen {
  readonly facts: Readonly<Record<string, Value>>;
  readonly problem: string | null;
}

/** A look that could not be made, which says nothing of the service. */
export interface NotSeen {
  readonly skip: string;
}
