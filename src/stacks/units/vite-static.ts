import { defineStack } from "../define.ts";
import { readNodeProject } from "../node/project.ts";
import { listeners } from "../node/start.ts";
import { planViteStatic } from "../node/static-plan.ts";
import { configs, detectStatic } from "../node/detect-static.ts";

/** Vite builds these too, but they bring a server of their own. */
const withServer = [
  "@sveltejs/kit",
  "nuxt",
  "@remix-run/dev",
  "@react-router/dev",
  "astro",
  "@tanstack/react-start",
  "vike",
];

export default defineStack({
  id: "vite-static",
  title: "Static site built by Vite",
  why: "React, Vue and Svelte applications end as hashed files: an unprivileged web server is all that runs.",
  sources: ["https://vite.dev/guide/build", "https://github.com/nginx/docker-nginx-unprivileged"],
  since: "0.1.0",
  recognise(folder) {
    const project = readNodeProject(folder);
    if (project === null || "problem" in project) return null;
    const vite = project.manifest.devDependencies["vite"] ?? project.manifest.dependencies["vite"];
    const config = configs.find((file) => folder.has(file));
    if (vite === undefined || (config === undefined && !folder.has("index.html"))) return null;
    if (withServer.some((name) => name in project.manifest.dependencies || name in project.manifest.devDependencies))
      return null;
    if (listeners(project).length > 0)
      return {
        score: 45,
        file: "package.json",
        line: vite.line,
        because: "vite is a dependency, and a script listens beside it",
      };
    return {
      score: 95,
      file: "package.json",
      line: vite.line,
      because: `vite is a dependency, ${folder.has("index.html") ? "index.html is its entry, " : ""}and nothing listens`,
    };
  },
  detect: detectStatic,
  owns: (facts) => facts.framework === "vite",
  plan: planViteStatic,
});
