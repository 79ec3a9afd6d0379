export { renderCompose } from "./compose.ts";
export { renderDockerfile } from "./dockerfile.ts";
export { generatedFiles, type GeneratedFile } from "./files.ts";
export { renderIgnore } from "./ignore.ts";
