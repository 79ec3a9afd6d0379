/**
 * @typedef {{ id: string, title: string, why: string, sources: readonly string[], since: string }} Unit
 * @typedef {Unit & { ending?: "disturbs" | "ends", control: { broken: string } | { none: string } }} Claim
 * @typedef {Unit & { stage: string, signatures: readonly RegExp[] }} Diagnosis
 */

/**
 * @param {readonly Claim[]} claims
 * @returns {Map<string, string>}
 */
export function claimPages(claims) {
  return pages(
    "claims",
    "Claims",
    "What `seaworthy prove` says of an image only after it has seen it.",
    claims,
    (claim) => [
      "none" in claim.control
        ? `**No negative control**: ${claim.control.none}`
        : `**Negative control.** The same check must fail with this broken: ${claim.control.broken}.`,
      "",
      ...(claim.ending === undefined
        ? []
        : [`It ${claim.ending} the container that the others look at, so it is made after them.`, ""]),
      `Only this claim: \`seaworthy prove --only ${claim.id}\`.`,
      "",
    ],
  );
}

/**
 * @param {readonly Unit[]} stacks
 * @returns {Map<string, string>}
 */
export function stackPages(stacks) {
  return pages(
    "stacks",
    "Stacks",
    "The language and framework families that `seaworthy detect` knows.",
    stacks,
    () => [],
  );
}

/**
 * @param {readonly Diagnosis[]} diagnoses
 * @returns {Map<string, string>}
 */
export function diagnosisPages(diagnoses) {
  const what = "Failures that are known by their text and confirmed by facts.";
  return pages("diagnoses", "Diagnoses", what, diagnoses, (diagnosis) => [
    `Stage: ${diagnosis.stage}.`,
    "",
    "## Signatures",
    "",
    ...diagnosis.signatures.flatMap((signature) => [...fenced(String(signature)), ""]),
  ]);
}

/**
 * @template {Unit} U
 * @param {string} folder
 * @param {string} title
 * @param {string} what
 * @param {readonly U[]} units
 * @param {(unit: U) => readonly string[]} detail
 * @returns {Map<string, string>}
 */
function pages(folder, title, what, units, detail) {
  const sorted = [...units].sort((a, b) => (a.id < b.id ? -1 : 1));
  const rows = sorted.map((unit) => `| [${unit.id}](${fileName(unit.id)}) | ${cell(unit.title)} | ${unit.since} |`);
  const index = [`# ${title}`, "", what, "", "| id | title | since |", "|---|---|---|", ...rows, ""].join("\n");
  return new Map([
    [`docs/${folder}/README.md`, index],
    ...sorted.map(
      /** @returns {[string, string]} */ (unit) => [
        `docs/${folder}/${fileName(unit.id)}`,
        [
          `# ${unit.id}: ${unit.title}`,
          "",
          unit.why,
          "",
          ...detail(unit),
          "## Sources",
          "",
          ...unit.sources.map((source) => `- <${source}>`),
          "",
        ].join("\n"),
      ],
    ),
  ]);
}

/** @param {string} id */
function fileName(id) {
  return `${id.replaceAll("/", "-")}.md`;
}

/** @param {string} text */
export function cell(text) {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** @param {string} text */
function fenced(text) {
  return ["```text", text, "```"];
}
