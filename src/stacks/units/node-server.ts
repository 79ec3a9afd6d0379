import { defineStack } from "../define.ts";
import { planNodeServer } from "../node/plan.ts";
import { frameworkOf } from "../node/framework.ts";
import { readNodeProject } from "../node/project.ts";
import { listeners } from "../node/start.ts";
import { detectServer } from "../node/detect-server.ts";

export default defineStack({
  id: "node-server",
  title: "Node server in JavaScript or TypeScript",
  why: "Express, Fastify, MCP servers and plain http all end in one call that listens; it is found in the syntax tree.",
  sources: ["https://nodejs.org/api/cli.html", "https://docs.npmjs.com/cli/commands/npm-ci"],
  since: "0.1.0",
  recognise(folder) {
    const project = readNodeProject(folder);
    if (project === null || "problem" in project)
      return project === null
        ? null
        : {
            score: 10,
            file: "package.json",
            line: project.problem.line,
            because: `package.json ${project.problem.says}`,
          };
    const [listener] = listeners(project);
    const framework = frameworkOf(project);
    if (listener === undefined)
      return framework === null
        ? null
        : { score: 40, file: "package.json", line: framework.line, because: `${framework.package} is a dependency` };
    const because =
      framework === null ? "a script listens" : `${framework.package} is a dependency, and this script listens`;
    return { score: framework === null ? 70 : 90, file: listener.script.file, line: listener.line, because };
  },
  detect: detectServer,
  owns: (facts) => facts.stack === "node" && facts.framework !== "vite",
  plan: planNodeServer,
});
