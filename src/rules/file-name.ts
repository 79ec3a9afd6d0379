import type { FileKind } from "./subject.ts";

const source =
  /\.(md|txt|rst|j2|jinja2?|tmpl|tpl|template|erb|m4|in|go|ts|js|py|rb|java|sh|ya?ml|json|toml|dockerignore|orig|bak|swp|patch|diff)$/i;

/** Whether a path is a Dockerfile's by its name: Dockerfile, Dockerfile.NAME, NAME.dockerfile, Containerfile and the like. */
export function isDockerfileName(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  // What fix and init keep of a replaced text is nobody's Dockerfile.
  if (source.test(name) || /\.before-seaworthy(\.\d+)?$/.test(name)) return false;
  return /^(dockerfile|containerfile)([._-].+)?$/i.test(name) || /.\.(dockerfile|containerfile)$/i.test(name);
}

/** What a file is by its name: compose.yaml, docker-compose.prod.yml, .dockerignore, Dockerfile.dockerignore; a Dockerfile otherwise. */
export function fileKindOf(path: string): FileKind {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/^(docker-)?compose([._-][\w.-]+)?\.ya?ml$/i.test(name)) return "compose";
  return /(^|\.)(docker|container)ignore$/i.test(name) ? "dockerignore" : "dockerfile";
}

/** Whether a path is, by its name, a file that the rules read. */
export function isRatedName(path: string): boolean {
  return isDockerfileName(path) || fileKindOf(path) !== "dockerfile";
}
