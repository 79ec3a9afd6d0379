import { goPattern } from "../go-pattern/index.ts";
import { type YamlEntry, YamlFile } from "../yaml-file/index.ts";
import type {
  CommandTest,
  FileContentTest,
  FileExistenceTest,
  MetadataTest,
  StructurePair,
  StructureTests,
} from "./tree.ts";

const executableBy = ["owner", "group", "other", "any"] as const;
const tables = [
  "schemaVersion",
  "globalEnvVars",
  "containerRunOptions",
  "commandTests",
  "fileExistenceTests",
  "fileContentTests",
  "metadataTest",
  "licenseTests",
] as const;

/** Reads a container-structure-test file, YAML or JSON. Never throws for what the text holds. */
export function readStructureTests(text: string): StructureTests {
  const file = new YamlFile(text);
  const top = fieldsOf(file, file.root, "the file", tables);
  const version = top.get("schemaVersion");
  if (file.problems.length === 0) {
    const said = version === undefined ? undefined : file.scalar(version.value);
    if (version === undefined) file.refuse(file.root, "schemaVersion is missing; 2.0.0 is the one that is read");
    else if (said !== "2.0.0") file.refuse(version.value, `schemaVersion is 2.0.0 here, not ${String(said)}`);
  }
  const list = <T>(name: (typeof tables)[number], one: (node: unknown) => T | null): readonly T[] =>
    file.items(top.get(name)?.value ?? null, name).flatMap((item) => one(item) ?? []);
  const options = fieldsOf(file, top.get("containerRunOptions")?.value ?? null, "containerRunOptions", [
    "user",
    "privileged",
    "allocateTty",
    "envFile",
    "envVars",
    "capabilities",
    "bindMounts",
  ]);
  const user = options.get("user");
  const metadata = top.get("metadataTest");
  return {
    globalEnv: pairs(file, top.get("globalEnvVars")?.value ?? null, "globalEnvVars"),
    runUser: user === undefined ? null : file.text(user.value, "user"),
    runOptions: [...options.values()]
      .filter((one) => one.name !== "user" && file.scalar(one.value) !== false)
      .map((one) => one.name),
    commands: list("commandTests", (node) => commandTest(file, node)),
    existence: list("fileExistenceTests", (node) => existenceTest(file, node)),
    contents: list("fileContentTests", (node) => contentTest(file, node)),
    metadata: metadata === undefined ? null : metadataTest(file, metadata),
    licenses: file.items(top.get("licenseTests")?.value ?? null, "licenseTests").map((node) => file.place(node).line),
    problems: file.problems,
  };
}

type Fields = ReadonlyMap<string, YamlEntry>;

function fieldsOf(file: YamlFile, node: unknown, what: string, known: readonly string[]): Fields {
  return new Map(file.entries(node, what, known).map((entry) => [entry.name, entry]));
}

function required(file: YamlFile, node: unknown, fields: Fields, what: string, name: string): string | null {
  const entry = fields.get(name);
  if (entry !== undefined) return file.text(entry.value, name);
  file.refuse(node, `${what} has no ${name}`);
  return null;
}

function textsOf(file: YamlFile, fields: Fields, name: string): readonly string[] {
  return file.texts(fields.get(name)?.value ?? null, name);
}

/** Patterns, each tried for being one. */
function patterns(file: YamlFile, fields: Fields, name: string): readonly string[] {
  return file.items(fields.get(name)?.value ?? null, name).flatMap((item) => {
    const text = file.text(item, `each of ${name}`);
    const pattern = text === null ? null : goPattern(text);
    if (typeof pattern === "string") file.refuse(item, `${name} holds a pattern that is none: ${pattern}`);
    return text ?? [];
  });
}

function integerOf(file: YamlFile, fields: Fields, name: string): number | null {
  const entry = fields.get(name);
  return entry === undefined ? null : file.integer(entry.value, name);
}

function commandLists(file: YamlFile, fields: Fields, name: string): readonly (readonly string[])[] {
  return file.items(fields.get(name)?.value ?? null, name).map((item) => file.texts(item, `each of ${name}`));
}

function pairs(file: YamlFile, node: unknown, what: string): readonly StructurePair[] {
  return file.items(node, what).flatMap((item) => {
    const fields = fieldsOf(file, item, `each of ${what}`, ["key", "value", "isRegex"]);
    const key = required(file, item, fields, `one of ${what}`, "key");
    const value = fields.get("value");
    const asked = fields.get("isRegex");
    const regex = asked === undefined ? false : file.boolean(asked.value, "isRegex") === true;
    const said = value === undefined ? "" : (file.text(value.value, "value") ?? "");
    const pattern = regex ? goPattern(said) : null;
    if (typeof pattern === "string") file.refuse(value?.value, `value is a pattern that is none: ${pattern}`);
    return key === null ? [] : [{ key, value: said, regex }];
  });
}

function commandTest(file: YamlFile, node: unknown): CommandTest | null {
  const fields = fieldsOf(file, node, "a command test", [
    "name",
    "setup",
    "teardown",
    "command",
    "args",
    "envVars",
    "expectedOutput",
    "excludedOutput",
    "expectedError",
    "excludedError",
    "exitCode",
  ]);
  const name = required(file, node, fields, "a command test", "name");
  const command = required(file, node, fields, "a command test", "command");
  if (name === null || command === null) return null;
  return {
    name,
    line: file.place(node).line,
    setup: commandLists(file, fields, "setup"),
    teardown: commandLists(file, fields, "teardown"),
    argv: [command, ...textsOf(file, fields, "args")],
    env: pairs(file, fields.get("envVars")?.value ?? null, "envVars"),
    expectedOutput: patterns(file, fields, "expectedOutput"),
    excludedOutput: patterns(file, fields, "excludedOutput"),
    expectedError: patterns(file, fields, "expectedError"),
    excludedError: patterns(file, fields, "excludedError"),
    exitCode: integerOf(file, fields, "exitCode") ?? 0,
  };
}

function existenceTest(file: YamlFile, node: unknown): FileExistenceTest | null {
  const what = "a file existence test";
  const known = ["name", "path", "shouldExist", "permissions", "uid", "gid", "isExecutableBy"];
  const fields = fieldsOf(file, node, what, known);
  const name = required(file, node, fields, what, "name");
  const path = required(file, node, fields, what, "path");
  const should = fields.get("shouldExist");
  if (should === undefined) file.refuse(node, `${what} has no shouldExist`);
  const shouldExist = should === undefined ? null : file.boolean(should.value, "shouldExist");
  const permissions = fields.get("permissions");
  const by = fields.get("isExecutableBy");
  const asked = by === undefined ? null : file.text(by.value, "isExecutableBy");
  const isExecutableBy = executableBy.find((one) => one === asked) ?? null;
  if (by !== undefined && asked !== null && isExecutableBy === null)
    file.refuse(by.value, `isExecutableBy is one of ${executableBy.join(", ")}`);
  if (name === null || path === null || shouldExist === null) return null;
  return {
    name,
    line: file.place(node).line,
    path,
    shouldExist,
    permissions: permissions === undefined ? null : file.text(permissions.value, "permissions"),
    uid: integerOf(file, fields, "uid"),
    gid: integerOf(file, fields, "gid"),
    isExecutableBy,
  };
}

function contentTest(file: YamlFile, node: unknown): FileContentTest | null {
  const what = "a file content test";
  const fields = fieldsOf(file, node, what, ["name", "path", "expectedContents", "excludedContents"]);
  const name = required(file, node, fields, what, "name");
  const path = required(file, node, fields, what, "path");
  if (name === null || path === null) return null;
  return {
    name,
    line: file.place(node).line,
    path,
    expectedContents: patterns(file, fields, "expectedContents"),
    excludedContents: patterns(file, fields, "excludedContents"),
  };
}

function metadataTest(file: YamlFile, entry: YamlEntry): MetadataTest {
  const fields = fieldsOf(file, entry.value, "metadataTest", [
    "envVars",
    "unboundEnvVars",
    "labels",
    "entrypoint",
    "cmd",
    "exposedPorts",
    "unexposedPorts",
    "volumes",
    "unmountedVolumes",
    "workdir",
    "user",
  ]);
  const argv = (name: string): readonly string[] | null => (fields.has(name) ? textsOf(file, fields, name) : null);
  const text = (name: string): string | null => {
    const found = fields.get(name);
    return found === undefined ? null : file.text(found.value, name);
  };
  return {
    line: entry.line,
    env: pairs(file, fields.get("envVars")?.value ?? null, "envVars"),
    unboundEnv: pairs(file, fields.get("unboundEnvVars")?.value ?? null, "unboundEnvVars").map((one) => one.key),
    labels: pairs(file, fields.get("labels")?.value ?? null, "labels"),
    entrypoint: argv("entrypoint"),
    cmd: argv("cmd"),
    exposedPorts: textsOf(file, fields, "exposedPorts"),
    unexposedPorts: textsOf(file, fields, "unexposedPorts"),
    volumes: textsOf(file, fields, "volumes"),
    unmountedVolumes: textsOf(file, fields, "unmountedVolumes"),
    workdir: text("workdir"),
    user: text("user"),
  };
}
