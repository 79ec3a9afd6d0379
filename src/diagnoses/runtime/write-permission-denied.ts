import { defineDiagnosis } from "../define.ts";
import { lastOf, linesBefore } from "../lines.ts";

export default defineDiagnosis({
  id: "write-permission-denied",
  title: "The process may not write a directory that the application needs",
  stage: "runtime",
  since: "0.1.0",
  why: "Files that COPY and RUN make belong to root. A process with another user may read them, and write only where a directory was given to it.",
  sources: ["https://docs.docker.com/reference/dockerfile/#user"],
  signatures: [
    /PermissionError: \[Errno 13\] Permission denied: '(?<path>[^'\n]+)'/,
    /EACCES: permission denied, (?:mkdir|open) '(?<path>[^'\n]+)'/,
    /(?<![\w./-])(?<path>[\w./-]+): Permission denied/,
    /unable to open database file/,
  ],
  quiet: ["npm error code EUSAGE"],
  confirm({ plan, dockerfile, user }, match) {
    if (user === "" || user === "0" || user === "root" || user.startsWith("0:")) return null;
    const path = match.groups?.["path"] ?? "";
    const bare = (one: string): string => one.replace(`${plan.workdir}/`, "").replace(/^\.\//, "");
    const declared = plan.writable.filter((one) => bare(one.path) !== "/tmp");
    const hit = declared.find((one) => path === "" || `${bare(path)}/`.startsWith(`${bare(one.path)}/`));
    const switched = lastOf(dockerfile, "user");
    const place = switched ?? lastOf(dockerfile, "cmd") ?? lastOf(dockerfile, "entrypoint");
    if (hit === undefined || place === null) return null;
    const owner = /^\d+/.exec(user)?.[0] ?? String(plan.user.uid);
    const names = declared.map((one) => bare(one.path)).join(" ");
    const made = `RUN install -d -o ${owner} -g ${owner} ${names}`;
    return {
      cause: `The process runs as ${user}, and ${bare(hit.path)} belongs to root or is not there.`,
      confirmedBy: [`the process runs as ${user}`, hit.why],
      remedy: {
        says: `make ${names} for uid ${owner}, and run as it; everything else stays root's`,
        edits: [linesBefore(dockerfile, place, switched === null ? `${made}\nUSER ${owner}:${owner}` : made)],
      },
    };
  },
});
