// Written by tools/gen.mjs: the files below this folder whose default export is made by defineClaim. Do not edit.
import type { Claim } from "./define.ts";
import builds from "./units/builds.ts";
import healthHonest from "./units/health-honest.ts";
import imports from "./units/imports.ts";
import listensAsDeclared from "./units/listens-as-declared.ts";
import noSecrets from "./units/no-secrets.ts";
import nonRoot from "./units/non-root.ts";
import rebuildFast from "./units/rebuild-fast.ts";
import runtimeOnly from "./units/runtime-only.ts";
import serves from "./units/serves.ts";
import smaller from "./units/smaller.ts";
import starts from "./units/starts.ts";
import stops from "./units/stops.ts";
import upstreams from "./units/upstreams.ts";
import writesWhereDeclared from "./units/writes-where-declared.ts";

export const allClaims: readonly Claim[] = [
  builds,
  healthHonest,
  imports,
  listensAsDeclared,
  noSecrets,
  nonRoot,
  rebuildFast,
  runtimeOnly,
  serves,
  smaller,
  starts,
  stops,
  upstreams,
  writesWhereDeclared,
];
