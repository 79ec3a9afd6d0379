import { defineRule } from "../define.ts";
import { execForm, replace } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { HealthcheckInstruction } from "../../formats/dockerfile/index.ts";

export default defineRule({
  id: "SW6006",
  slug: "runtime/healthcheck-tool",
  title: "HEALTHCHECK with a tool that the image lacks",
  severity: "error",
  dimension: "operability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The probe fails for want of its command, so a healthy container is called unhealthy for ever.",
  sources: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  aka: [],
  examples: [
    {
      bad: "FROM python:3.13-slim\nHEALTHCHECK CMD curl -f http://localhost:8000/ || exit 1\n",
      good: "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nHEALTHCHECK CMD curl -f http://localhost:8000/ || exit 1\n",
      fixed:
        'FROM python:3.13-slim\nHEALTHCHECK CMD ["python", "-c", "import urllib.request as r; r.urlopen(\'http://localhost:8000/\', timeout=2)"]\n',
    },
  ],
  quiet: [
    "FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/\n",
    "FROM alpine:3.22\nHEALTHCHECK CMD wget -qO- http://localhost/\n",
    "FROM example.org/base:1\nHEALTHCHECK CMD curl http://localhost/\n",
  ],
  message: (a: { tool: string; image: string }) => `${a.image} has no ${a.tool}, and nothing here installs it.`,
  check({ view, report }) {
    const stage = view.final;
    const check = stage === null ? null : view.last(stage, "healthcheck");
    if (stage === null || check === null || check.command === null) return;
    const root = view.root(stage) ?? "";
    const words =
      check.command.form === "exec"
        ? check.command.words.map((word) => word.value ?? "")
        : check.command.script.text.trim().split(/\s+/);
    const tool = (words[0] ?? "").split("/").at(-1) ?? "";
    const lacks =
      tool === "curl"
        ? /^(python|node|ruby|php|perl|rust):[\w.-]*(slim|alpine)|^(debian|ubuntu|alpine)(:|$)/.test(root)
        : tool === "wget" && /^(python|node|ruby|perl|rust):[\w.-]*slim|^(debian|ubuntu)(:|$)/.test(root);
    if (!lacks || root.startsWith("php:")) return;
    const brought = view
      .shipped()
      .some((one) =>
        one.instructions.some(
          (other) =>
            (other.kind === "run" || other.kind === "copy" || other.kind === "add") && other.rest.text.includes(tool),
        ),
      );
    if (!brought)
      report({ span: check.command, args: { tool, image: root }, fix: inItsPlace(check, words.slice(1), root) });
  },
});

/** The runtime, or busybox, asks what curl or wget were to ask; not where they were told more than an address. */
function inItsPlace(
  check: HealthcheckInstruction,
  words: readonly string[],
  root: string,
): readonly Edit[] | undefined {
  const end = words.findIndex((word) => word === "||" || word === "&&" || word === "|");
  const asked = (end === -1 ? words : words.slice(0, end)).filter(
    (word) => !/^(-[fsSLqkO-]+|--\w[\w-]*|\/dev\/null|-o)$/.test(word),
  );
  const address = (asked[0] ?? "").replace(/^["']|["']$/g, "");
  const after = end === -1 ? "" : words.slice(end).join(" ");
  if (check.command === null || asked.length !== 1 || !/^https?:\/\/[\w.:/?=&-]+$/.test(address)) return undefined;
  if (!/^(|\|\| (exit 1|false))$/.test(after) || check.comments.length > 0) return undefined;
  if (root.startsWith("python:"))
    return [
      replace(
        check.command,
        execForm(["python", "-c", `import urllib.request as r; r.urlopen('${address}', timeout=2)`]),
      ),
    ];
  if (root.startsWith("node:"))
    return [
      replace(
        check.command,
        execForm(["node", "-e", `fetch('${address}').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`]),
      ),
    ];
  return /^alpine(:|$)|:[\w.-]*alpine/.test(root)
    ? [replace(check.command, execForm(["wget", "-q", "-O", "/dev/null", address]))]
    : undefined;
}
