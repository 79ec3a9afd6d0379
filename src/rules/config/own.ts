import { profiles, severities, type Profile, type Severity } from "../../core/finding.ts";
import { isTable, stringsAt } from "../../formats/manifests/problem.ts";
import { labelKinds, type LabelKind, type Settings } from "../settings.ts";
import type { RateConfig } from "./config.ts";
import { fields, type Field } from "./fields.ts";

/** Our own keys as a config; what is not understood goes to `refuse` with its key and is passed over. */
export function ownConfig(
  table: Readonly<Record<string, unknown>>,
  refuse: (key: string, message: string) => void,
): RateConfig {
  const good: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(table)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const message = field === undefined ? `there is no key "${key}"` : problemOf(field, value);
    if (message === null) good[key] = value;
    else refuse(key, message);
  }
  return configOf(good);
}

function configOf(good: Readonly<Record<string, unknown>>): RateConfig {
  const settings: Partial<Settings> = {
    ...("allowed-registries" in good && { allowedRegistries: stringsAt(good, "allowed-registries") }),
    ...("required-labels" in good && { requiredLabels: choices(good["required-labels"], labelKinds) }),
    ...("only-required-labels" in good && { onlyRequiredLabels: good["only-required-labels"] === true }),
    ...(typeof good["look-at-most"] === "number" && { lookAtMost: good["look-at-most"] }),
  };
  const profile = profiles.find((one): one is Profile => one === good["profile"]);
  const failOn = good["fail-on"] === "none" ? null : severities.find((one): one is Severity => one === good["fail-on"]);
  const number = (key: string): number | undefined => (typeof good[key] === "number" ? good[key] : undefined);
  const minSecurity = number("min-security");
  const minEfficiency = number("min-efficiency");
  return {
    ...(profile !== undefined && { profile }),
    ...("off" in good && { off: stringsAt(good, "off") }),
    ...("exclude" in good && { exclude: stringsAt(good, "exclude") }),
    ...("severity" in good && { severity: choices(good["severity"], severities) }),
    ...(Object.keys(settings).length > 0 && { settings }),
    ...("ignore-comments" in good && { ignoreComments: good["ignore-comments"] === true }),
    ...("shellcheck" in good && { shellcheck: good["shellcheck"] === true }),
    ...(failOn !== undefined && { failOn }),
    ...(minSecurity !== undefined && { minSecurity }),
    ...(minEfficiency !== undefined && { minEfficiency }),
  };
}

function choices<T extends Severity | LabelKind>(value: unknown, allowed: readonly T[]): Record<string, T> {
  const out: Record<string, T> = {};
  if (!isTable(value)) return out;
  for (const [name, chosen] of Object.entries(value)) {
    const known = allowed.find((one) => one === chosen);
    if (known !== undefined) out[name] = known;
  }
  return out;
}

function problemOf(field: Field, value: unknown): string | null {
  switch (field.type) {
    case "boolean":
      return typeof value === "boolean" ? null : "it is true or false";
    case "number":
      return typeof value === "number" && value >= 0 && value <= 10 ? null : "it is a number from 0 to 10";
    case "count":
      return Number.isSafeInteger(value) && Number(value) >= 1 ? null : "it is a whole number from 1 on";
    case "strings":
      return Array.isArray(value) && value.every((item) => typeof item === "string") ? null : "it is a list of texts";
    case "choice":
      return typeof value === "string" && field.values.includes(value)
        ? null
        : `it is one of ${field.values.join(", ")}`;
    default: {
      const good =
        isTable(value) && Object.values(value).every((one) => typeof one === "string" && field.values.includes(one));
      return good ? null : `its values are of ${field.values.join(", ")}`;
    }
  }
}
