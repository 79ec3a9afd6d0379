import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { ownEntries, removeEntry } from "../compose-edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { ComposeKey, ComposeService } from "../../formats/compose/index.ts";

export default defineRule({
  id: "SW9618",
  slug: "compose/links",
  title: "links are of the time before networks",
  severity: "info",
  dimension: "maintainability",
  profile: "default",
  points: 0.5,
  on: "compose",
  fix: "safe",
  since: "0.1.0",
  why: "Services of a network find each other by name; links add an order of start that is not seen.",
  sources: ["https://docs.docker.com/engine/network/links/"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    build: .\n    links: [b]\n  b:\n    image: b:1\n",
      good: "services:\n  a:\n    build: .\n    depends_on: [b]\n  b:\n    image: b:1\n",
      fixed: "services:\n  a:\n    build: .\n    depends_on: [b]\n  b:\n    image: b:1\n",
    },
  ],
  message: () => "Use depends_on; the name is known without a link.",
  check({ text, services, report }) {
    const names = new Set(services.map((service) => service.name));
    for (const service of services) {
      const entry = service.keys.get("links");
      if (entry !== undefined) report({ span: entry.key, args: {}, fix: withoutLinks(text, service, entry, names) });
    }
  },
});

/** Links by the services' own names say no more than the order of start. */
function withoutLinks(
  text: string,
  service: ComposeService,
  entry: ComposeKey,
  names: ReadonlySet<string>,
): readonly Edit[] | undefined {
  const linked = text
    .slice(entry.value.start, entry.value.end)
    .split(/[\s,[\]"']+/)
    .filter((word) => word !== "" && word !== "-");
  const aliased = linked.some((word) => {
    const [name = "", alias = name] = word.split(":");
    return !names.has(name) || alias !== name;
  });
  if (aliased || linked.length === 0 || service.keys.has("network_mode") || !ownEntries(service).includes(entry))
    return undefined;
  const waited = new Set(service.dependsOn.map((one) => one.service));
  if (linked.every((word) => waited.has(word.split(":")[0] ?? ""))) return removeEntry(text, service, "links");
  return service.keys.has("depends_on") || linked.some((word) => word.includes(":"))
    ? undefined
    : [replace(entry.key, "depends_on")];
}
