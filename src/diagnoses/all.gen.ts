// Written by tools/gen.mjs: the files below this folder whose default export is made by defineDiagnosis. Do not edit.
import type { DiagnosisUnit } from "./define.ts";
import startPythonModuleNotFound from "./start/python-module-not-found.ts";
import networkUpstreamOnLoopback from "./network/upstream-on-loopback.ts";
import runtimeWritePermissionDenied from "./runtime/write-permission-denied.ts";

export const allDiagnoses: readonly DiagnosisUnit[] = [
  startPythonModuleNotFound,
  networkUpstreamOnLoopback,
  runtimeWritePermissionDenied,
];
