/** A file or folder as listed: path relative to the root, with `/`. */
export interface TreeEntry {
  readonly path: string;
  readonly kind: "file" | "directory" | "symlink" | "other";
  readonly size: number;
}

/** A read-only tree of files. Nothing outside the root is ever read: a symlink that leaves it is listed, not followed. */
export interface FileTree {
  readonly root: string;
  /** All entries below the root, sorted by path; heavy folders (.git, node_modules, .venv …) are listed and not entered. */
  readonly entries: readonly TreeEntry[];
  /** The text of a file, or null where it is missing, unreadable, binary or over 2 MiB. */
  read(path: string): string | null;
  /** Why a listed file has no text, for the ones that `read` answered null to. */
  problem(path: string): string | null;
}

/** One name in a folder. A heavy folder is one that `tree` would not enter. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: TreeEntry["kind"];
  readonly heavy: boolean;
}

export interface Files {
  tree(root: string): Promise<FileTree>;
  /** What lies in a folder, not below it, sorted by name. */
  list(folder: string): Promise<readonly FolderEntry[]>;
  exists(path: string): Promise<boolean>;
  /** What is at a path, symlinks followed; null where there is nothing. */
  kind(path: string): Promise<"file" | "directory" | "other" | null>;
  readText(path: string): Promise<string>;
  readBytes(path: string): Promise<Uint8Array>;
  /** Writes to a temporary file beside the target and renames it: a whole old file or a whole new one, never half. */
  writeText(path: string, text: string): Promise<void>;
  copyTree(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** A fresh temporary folder, removed at the end of the run and, after a SIGKILL, on the next one. */
  temporary(prefix: string): Promise<string>;
  open(path: string): Promise<ByteSource>;
}

/** Bytes at offsets, as a file descriptor gives them. */
export interface ByteSource {
  readonly size: number;
  /**
   * Bytes from `offset`, at most `length`; fewer only at the end. They may be written into `into`, where it is given and
   * large enough: whoever reads much then needs one buffer for all of it.
   */
  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
  /** SHA-256 of a range in hexadecimal digits, worked out beside whatever else is done; absent where there is no such place. */
  sha256?(offset: number, length: number): Promise<string>;
  /** Said by whoever has nothing left to do but to wait for `sha256`. */
  hurry?(): void;
  close(): Promise<void>;
}

export interface Clock {
  /** Milliseconds that only grow. */
  now(): number;
  date(): Date;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface HttpAnswer {
  /** 0 where no HTTP answer came; `error` then says why. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly error: string | null;
  readonly seconds: number;
}

export interface HttpRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
}

export interface Net {
  /** Any request, redirects not followed. */
  ask(url: string, request: HttpRequest): Promise<HttpAnswer>;
  get(url: string, options?: { timeoutMs?: number; headers?: Readonly<Record<string, string>> }): Promise<HttpAnswer>;
  freePort(): Promise<number>;
}
