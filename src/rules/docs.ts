import type { Rule } from "./define.ts";

const fixes = {
  safe: "Safe: `seaworthy fix` applies it.",
  suggested: "Suggested: `seaworthy fix --suggested` applies it, `--prove` tries it first.",
  none: "None: the right edit depends on what was meant.",
} as const;

/** The page of one rule, for docs/rules/. Ends in a line end. */
export function ruleDocument(rule: Rule): string {
  const out = [
    `# ${rule.id}: ${rule.title}`,
    "",
    `\`${rule.slug}\` · ${rule.severity} · ${rule.dimension} · profile \`${rule.profile}\` · since ${rule.since}${rule.points === 0 ? " · advice, costs nothing" : ""}`,
    "",
    rule.why,
    "",
    `**Fix.** ${fixes[rule.fix]}`,
    "",
  ];
  rule.examples.forEach((example, index) => {
    const number = rule.examples.length > 1 ? ` ${index + 1}` : "";
    out.push(
      `## Example${number}`,
      "",
      "Found:",
      "",
      ...block(rule, example.bad),
      "",
      "Quiet:",
      "",
      ...block(rule, example.good),
      "",
    );
    if (example.settings !== undefined) out.push(`With the settings \`${JSON.stringify(example.settings)}\`.`, "");
    const known = example.repository?.files;
    if (known != null) out.push(`In a folder with ${known.map((file) => `\`${file}\``).join(", ")}.`, "");
  });
  if (rule.quiet !== undefined && rule.quiet.length > 0) {
    out.push("## Looks alike, and is left alone", "");
    for (const text of rule.quiet) out.push(...block(rule, text), "");
  }
  out.push("## Ignore it", "", ...block(rule, `# seaworthy ignore=${rule.id} the reason\n…`), "");
  if (rule.aka.length > 0) out.push("## Elsewhere", "", ...rule.aka.map((aka) => `- \`${aka}\``), "");
  out.push("## Sources", "", ...rule.sources.map((source) => `- <${source}>`), "");
  return out.join("\n");
}

/** The list of all rules, for docs/rules/README.md. */
export function rulesIndex(rules: readonly Rule[]): string {
  const rows = rules.map(
    (rule) =>
      `| [${rule.id}](${rule.slug.replace("/", "-")}.md) | ${rule.slug} | ${rule.title} | ${rule.severity} | ${rule.dimension} | ${rule.profile} | ${rule.fix} |`,
  );
  return [
    "# Rules",
    "",
    "Known by another tool's id: [other-tools](other-tools.md).",
    "",
    "| id | slug | title | severity | dimension | profile | fix |",
    "|---|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

/**
 * Where each check of another tool is here, for docs/rules/other-tools.md.
 * @param rules whose `aka` say `tool:id`
 * @param without the checks that no rule makes, by `tool:id`, each with why
 */
export function otherTools(rules: readonly Rule[], without: Readonly<Record<string, string>>): string {
  const here = new Map<string, readonly string[]>(Object.entries(without).map(([id, why]) => [id, [why]]));
  for (const rule of rules)
    for (const id of rule.aka) here.set(id, [...(here.get(id) ?? []), `[${rule.slug}](${ruleDocumentName(rule)})`]);
  const tools = new Set([...here.keys()].map((id) => id.slice(0, id.indexOf(":"))));
  const sections = [...tools].sort().flatMap((tool) => [
    `## ${tool}`,
    "",
    "| id | here |",
    "|---|---|",
    ...[...here]
      .filter(([id]) => id.startsWith(`${tool}:`))
      .map(([id, places]) => `| \`${id.slice(tool.length + 1)}\` | ${places.join(", ")} |`)
      .sort(),
    "",
  ]);
  return [
    "# Checks of other tools",
    "",
    "Each check of seventeen tools, and the rule that makes it here. `off` in a config and ignores in a comment take these",
    "ids too, as `tool:id`. Where a tool's check asks for what is in no Dockerfile, that is said.",
    "",
    ...sections,
  ].join("\n");
}

/** The file name of a rule's page under docs/rules/. */
export function ruleDocumentName(rule: Rule): string {
  return `${rule.slug.replace("/", "-")}.md`;
}

function block(rule: Rule, text: string): readonly string[] {
  const fence = text.includes("```") ? "````" : "```";
  return [
    `${fence}${{ dockerfile: "dockerfile", compose: "yaml", dockerignore: "text" }[rule.on]}`,
    text.trimEnd(),
    fence,
  ];
}
