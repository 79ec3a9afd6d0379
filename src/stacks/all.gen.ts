// Written by tools/gen.mjs: the files below this folder whose default export is made by defineStack. Do not edit.
import type { Stack } from "./define.ts";
import fastapi from "./units/fastapi.ts";
import nodeServer from "./units/node-server.ts";
import viteStatic from "./units/vite-static.ts";

export const stacks: readonly Stack[] = [
  fastapi,
  nodeServer,
  viteStatic,
];
