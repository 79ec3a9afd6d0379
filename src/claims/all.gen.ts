// Written by tools/gen.mjs: the files below this folder whose default export is made by defineClaim. Do not edit.
import type { Claim } from "./define.ts";
import builds from "./units/builds.ts";
import documented from "./units/documented.ts";
import envContract from "./units/env-contract.ts";
import healthHonest from "./units/health-honest.ts";
import imports from "./units/imports.ts";
import links from "./units/links.ts";
import listensAsDeclared from "./units/listens-as-declared.ts";
import noSecrets from "./units/no-secrets.ts";
import nonRoot from "./units/non-root.ts";
import offlineRebuild from "./units/offline-rebuild.ts";
import portable from "./units/portable.ts";
import rebuildFast from "./units/rebuild-fast.ts";
import reproducible from "./units/reproducible.ts";
import runtimeOnly from "./units/runtime-only.ts";
import serves from "./units/serves.ts";
import smaller from "./units/smaller.ts";
import starts from "./units/starts.ts";
import stops from "./units/stops.ts";
import upstreams from "./units/upstreams.ts";
import writesWhereDeclared from "./units/writes-where-declared.ts";

export const allClaims: readonly Claim[] = [
  builds,
  documented,
  envContract,
  healthHonest,
  imports,
  links,
  listensAsDeclared,
  noSecrets,
  nonRoot,
  offlineRebuild,
  portable,
  rebuildFast,
  reproducible,
  runtimeOnly,
  serves,
  smaller,
  starts,
  stops,
  upstreams,
  writesWhereDeclared,
];
