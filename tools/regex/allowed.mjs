/**
 * Expressions that may take more than linear time, each with the reason why their input is short.
 * @type {readonly import("./judge.mjs").Allowed[]}
 */
export const allowed = [
  { path: "src/stacks/naming.ts", pattern: "^-+|-+$", because: "the name of one folder: 255 bytes at most" },
  { path: "src/stacks/naming.ts", pattern: "-+$", because: "the name of one folder: 255 bytes at most" },
  {
    path: "src/stacks/folder.ts",
    pattern: "[\\\\/]+$",
    because: "a path that the file system has accepted: 4096 bytes",
  },
  { path: "src/workflows/providers.ts", pattern: "[^a-z0-9]+$", because: "cut to 60 characters before" },
  {
    path: "src/engines/bases/toolbox.ts",
    pattern: "(?:=> )?(\\/\\S+) \\(0x",
    because: "what ldd says of the host's own node",
  },
];
