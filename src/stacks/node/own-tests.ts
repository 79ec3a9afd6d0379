import { noTests, type TestsDetail } from "../own-tests.ts";
import type { NodeProject } from "./project.ts";

const testFile = /(^|\/)(tests?|__tests__)\/|\.(test|spec)\.[cm]?[jt]sx?$/;
const settings = /^((vitest|jest|ava|babel)\.config\.[cm]?[jt]s|\.mocharc\.\w+|\.babelrc|tsconfig(\.[\w-]+)?\.json)$/;
const runners = new Set(["vitest", "jest", "mocha", "ava", "tap"]);

/** The last command of the script `test`, where it is Node's own runner or one of the known ones: what comes before it builds. */
export function nodeTests({ folder, manifest }: NodeProject): TestsDetail {
  const script = manifest.scripts["test"]?.value.split("&&").at(-1)?.trim() ?? "";
  const tops = new Set(folder.files.filter((file) => testFile.test(file)).map((file) => file.split("/")[0] ?? file));
  if (tops.size === 0 || !/^[\w./:=@ -]+$/.test(script)) return noTests;
  const [name = "", ...words] = script.split(/\s+/).filter((word) => word !== "npx");
  const command =
    name === "node" && words.includes("--test")
      ? [name, ...words]
      : runners.has(name)
        ? [
            "node",
            `node_modules/.bin/${name}`,
            ...(name === "vitest" && !words.includes("run") ? ["run"] : []),
            ...words,
          ]
        : null;
  if (command === null) return noTests;
  return { testCommand: command, testFiles: [...tops, ...folder.files.filter((file) => settings.test(file))].sort() };
}
