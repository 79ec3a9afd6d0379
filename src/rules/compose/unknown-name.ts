import { defineRule } from "../define.ts";
import { linesBelow } from "../compose-edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { ComposeFile } from "../../formats/compose/index.ts";

export default defineRule({
  id: "SW9620",
  slug: "compose/unknown-name",
  title: "A service, volume or network that the file does not have",
  severity: "error",
  dimension: "operability",
  profile: "default",
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "Compose refuses the whole file.",
  sources: ["https://docs.docker.com/reference/compose-file/"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    image: a:1\n    depends_on: [b]\n",
      good: "services:\n  a:\n    image: a:1\n    depends_on: [b]\n  b:\n    image: b:1\n",
    },
    {
      bad: 'services:\n  a:\n    image: a:1\n    volumes: ["data:/data"]\n',
      good: 'services:\n  a:\n    image: a:1\n    volumes: ["data:/data"]\nvolumes:\n  data:\n',
      fixed: 'services:\n  a:\n    image: a:1\n    volumes: ["data:/data"]\nvolumes:\n  data:\n',
    },
    {
      bad: "services:\n  a:\n    image: a:1\n    networks: [back]\n",
      good: "services:\n  a:\n    image: a:1\n    networks: [back]\nnetworks:\n  back:\n",
      fixed: "services:\n  a:\n    image: a:1\n    networks: [back]\nnetworks:\n  back:\n",
    },
  ],
  quiet: [
    'services:\n  a:\n    image: a:1\n    volumes: ["./data:/data", "/a:/b", "~/c:/d", "/anonymous", "${DIR}:/e"]\n    networks: [default]\n',
    "include: [other.yaml]\nservices:\n  a:\n    image: a:1\n    depends_on: [b]\n",
  ],
  message: (a: { what: string; name: string }) => `There is no ${a.what} ${a.name} in this file.`,
  check({ text, file, services, report }) {
    // Included and overridden files may hold the rest.
    if (file.keys.has("include") || services.some((service) => service.keys.has("extends"))) return;
    const has = {
      service: new Set(services.map((one) => one.name)),
      volume: new Set(file.volumes.map((one) => one.name)),
      network: new Set(["default", ...file.networks.map((one) => one.name)]),
    };
    for (const service of services) {
      for (const one of service.dependsOn)
        if (!has.service.has(one.service)) report({ span: one, args: { what: "service", name: one.service } });
      for (const one of service.networks)
        if (!has.network.has(one.text))
          report({
            span: one,
            args: { what: "network", name: one.text },
            fix: declared(text, file, "networks", one.text),
          });
      for (const mount of service.volumes) {
        const name = mount.type === "volume" ? mount.source : null;
        if (name !== null && /^[\w.-]+$/.test(name) && !name.startsWith(".") && !has.volume.has(name))
          report({ span: mount, args: { what: "volume", name }, fix: declared(text, file, "volumes", name) });
      }
    }
  },
});

/** The name with the engine's defaults, under the key of the top level that holds its kind. */
function declared(
  text: string,
  file: ComposeFile,
  kind: "networks" | "volumes",
  name: string,
): readonly Edit[] | undefined {
  const entry = file.keys.get(kind);
  const last = file[kind].at(-1);
  if (!/^[A-Za-z][\w.-]*$/.test(name)) return undefined;
  if (entry === undefined)
    return [linesBelow(text, { start: text.length, end: text.length }, [`${kind}:`, `  ${name}:`], "")];
  if (last === undefined) return undefined;
  const indent = text.slice(text.lastIndexOf("\n", last.start - 1) + 1, last.start);
  return indent.trim() === "" ? [linesBelow(text, last, [`${name}:`], indent)] : undefined;
}
