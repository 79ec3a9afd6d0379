import { SeaworthyError } from "../core/errors/index.ts";

interface Kind {
  readonly name: string;
  readonly why: string;
  readonly todo: string;
}

const missing: Kind = { name: "file-missing", why: "it does not exist", todo: "check the path" };
const denied: Kind = {
  name: "file-denied",
  why: "this user has no permission",
  todo: "change its owner or mode, or run as a user who may",
};
const full: Kind = {
  name: "disk-full",
  why: "the disk, or this user's quota on it, is full",
  todo: "free some space and run again; what was there before is unchanged",
};

const kinds: Readonly<Record<string, Kind>> = {
  ENOENT: missing,
  ENOTDIR: { ...missing, why: "a part of its path is not a folder" },
  EACCES: denied,
  EPERM: denied,
  EROFS: { name: "file-denied", why: "the file system is read-only", todo: "choose a folder that can be written" },
  ENOSPC: full,
  EDQUOT: full,
  EISDIR: { name: "file-kind", why: "it is a folder", todo: "give a file" },
  ELOOP: { name: "file-kind", why: "its symbolic links form a loop", todo: "mend the link" },
  ENAMETOOLONG: { name: "file-name", why: "its name is too long for the file system", todo: "use a shorter name" },
};

/** What a person is told of a failed file operation. `verb` is such as `read`, `write`; a SeaworthyError passes unchanged. */
export function fileError(verb: string, path: string, cause: unknown): SeaworthyError {
  if (cause instanceof SeaworthyError) return cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const kind = kinds[code] ?? {
    name: "file-failed",
    why: cause instanceof Error ? cause.message : String(cause),
    todo: "check the path and the disk",
  };
  return new SeaworthyError(kind.name, {
    what: `could not ${verb} ${JSON.stringify(path)}`,
    why: kind.why,
    todo: kind.todo,
    cause,
  });
}
