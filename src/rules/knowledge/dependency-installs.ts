import { subcommand, type Call } from "../calls.ts";

/** Command -> what makes it an installation of declared dependencies, and the manifests that it reads. */
const installs: Readonly<Record<string, { readonly what: RegExp; readonly manifests: readonly string[] }>> = {
  npm: { what: /^(ci|install|i|clean-install)$/, manifests: ["package.json", "package-lock.json"] },
  yarn: { what: /^(install)?$/, manifests: ["package.json", "yarn.lock"] },
  pnpm: { what: /^(install|i)$/, manifests: ["package.json", "pnpm-lock.yaml"] },
  bun: { what: /^(install|i)$/, manifests: ["package.json", "bun.lock"] },
  pip: { what: /^install$/, manifests: [] },
  uv: { what: /^sync$/, manifests: ["pyproject.toml", "uv.lock"] },
  poetry: { what: /^install$/, manifests: ["pyproject.toml", "poetry.lock"] },
  bundle: { what: /^install$/, manifests: ["Gemfile", "Gemfile.lock"] },
  composer: { what: /^install$/, manifests: ["composer.json", "composer.lock"] },
  go: { what: /^mod$/, manifests: ["go.mod", "go.sum"] },
};

/** The manifests that a command installs from; null where it installs no declared dependencies. */
export function manifestsOf(call: Call): readonly string[] | null {
  const installer = Object.hasOwn(installs, call.name) ? installs[call.name] : undefined;
  if (installer === undefined || !installer.what.test(subcommand(call)?.value ?? "")) return null;
  if (call.words.some((word) => word.text === "-g" || word.text === "--global")) return null;
  if (call.name !== "pip") return installer.manifests;
  const at = call.words.findIndex((word) => word.text === "-r" || word.text === "--requirement");
  const file = at === -1 ? undefined : call.words[at + 1]?.value;
  return file == null || !/^[\w./-]+$/.test(file) || file.startsWith("/") ? null : [file];
}
