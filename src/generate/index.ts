export { renderCompose } from "./compose.ts";
export { renderDockerfile } from "./dockerfile.ts";
export { generatedFiles, type GeneratedFile } from "./files.ts";
export { renderIgnore } from "./ignore.ts";
export { planWithCertificates } from "./certificates.ts";
export { renderGithubWorkflow } from "./ci.ts";
export { type Mirrors, planAtMirrors } from "./mirrors.ts";
