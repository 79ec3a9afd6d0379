export { readJson, type JsonDocument } from "./json.ts";
export { linuxEnvironment, markerHolds, type MarkerEnvironment } from "./markers.ts";
export { readPackageJson, type PackageJson } from "./package-json.ts";
export { npmClosure, readPackageLock, type LockedModule, type PackageLock } from "./package-lock.ts";
export { isTable, stringsAt, valueAt, type Located, type ManifestProblem, type Reading } from "./problem.ts";
export { readToml, tomlLine } from "./toml.ts";
export { readPyproject, type Pyproject } from "./pyproject.ts";
export { normalizeName, readRequirement, type Requirement } from "./requirement.ts";
export { readRequirements, type RequirementLine, type Requirements } from "./requirements.ts";
export { readTsconfig, type Tsconfig } from "./tsconfig.ts";
export {
  lockedProject,
  readUvLock,
  uvClosure,
  type ClosureOptions,
  type LockedDependency,
  type LockedPackage,
  type UvLock,
} from "./uv-lock.ts";
export { readToolVersion, readVersionFile } from "./version-files.ts";
export { readViteConfig, type ViteConfig, type ViteProxy } from "./vite-config.ts";
