/** What the value of a label must be. */
export const labelKinds = ["text", "url", "semver", "hash", "rfc3339", "spdx", "email"] as const;
export type LabelKind = (typeof labelKinds)[number];

/** What a team may ask of its files beyond the rules' own words. Rules that need a setting stay quiet without it. */
export interface Settings {
  /** Registries that images may come from, such as `docker.io` or `*.example.org`; null: any. */
  readonly allowedRegistries: readonly string[] | null;
  /** Labels that the final image must have, and of what kind. */
  readonly requiredLabels: Readonly<Record<string, LabelKind>>;
  /** No labels but the required ones. */
  readonly onlyRequiredLabels: boolean;
  /** How many instructions of a file are looked at, and how many commands of their RUN; the most in 2,585 real ones are 105 and 112. */
  readonly lookAtMost: number;
}

export const defaultSettings: Settings = {
  allowedRegistries: null,
  requiredLabels: {},
  onlyRequiredLabels: false,
  lookAtMost: 10_000,
};
