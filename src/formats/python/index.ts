export {
  pythonCalls,
  readPythonModule,
  type PlacedExpression,
  type PythonAssignment,
  type PythonClass,
  type PythonFunction,
  type PythonImport,
  type PythonModule,
  type PythonParameter,
} from "./module.ts";
