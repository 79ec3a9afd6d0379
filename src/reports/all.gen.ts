// Generated from the files of this folder that define a report; do not edit.
export const reports = {
  checkstyle: () => import("./checkstyle.ts"),
  github: () => import("./github.ts"),
  gitlab: () => import("./gitlab.ts"),
  html: () => import("./html.ts"),
  json: () => import("./json.ts"),
  junit: () => import("./junit.ts"),
  markdown: () => import("./markdown.ts"),
  sarif: () => import("./sarif.ts"),
  text: () => import("./text.ts"),
} as const;
