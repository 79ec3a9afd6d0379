// Written by tools/gen.mjs: the files below this folder whose default export is made by defineReport. Do not edit.
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
