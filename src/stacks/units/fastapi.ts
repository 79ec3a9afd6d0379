import { defineStack } from "../define.ts";
import { planPython } from "../python/plan.ts";
import { dependencyOf, readPythonProject } from "../python/project.ts";
import { detectFastapi } from "../python/detect-fastapi.ts";

export default defineStack({
  id: "fastapi",
  title: "FastAPI with uv or pip",
  why: "Python's most used typed web framework; its application object and its health route can be read from the syntax tree.",
  sources: ["https://fastapi.tiangolo.com/deployment/docker/", "https://docs.astral.sh/uv/guides/integration/docker/"],
  since: "0.1.0",
  recognise(folder) {
    const manifest = [
      "pyproject.toml",
      "requirements.txt",
      "requirements/production.txt",
      "requirements/base.txt",
    ].find((file) => folder.has(file));
    if (manifest === undefined) return null;
    const project = readPythonProject(folder);
    const dependency = dependencyOf(project, "fastapi");
    const importing = project.modules.find((m) => m.syntax.imports.some((i) => i.module.split(".")[0] === "fastapi"));
    if (dependency !== undefined && importing !== undefined) {
      return {
        score: 90,
        file: dependency.file,
        line: dependency.line,
        because: `fastapi is a dependency, and ${importing.file} imports it`,
      };
    }
    if (dependency !== undefined)
      return { score: 60, file: dependency.file, line: dependency.line, because: "fastapi is a dependency" };
    const line = importing?.syntax.imports.find((i) => i.module.split(".")[0] === "fastapi")?.line ?? 1;
    return importing === undefined ? null : { score: 50, file: importing.file, line, because: "fastapi is imported" };
  },
  detect: (folder) => detectFastapi(folder),
  owns: (facts) => facts.stack === "python" && facts.framework === "fastapi",
  plan: planPython,
});
