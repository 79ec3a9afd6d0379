/** The names that are looked for in a folder, the first found that says anything counts: ours, then hadolint's. */
export const configNames: readonly string[] = ["seaworthy.toml", "package.json", ".hadolint.yaml", ".hadolint.yml"];
