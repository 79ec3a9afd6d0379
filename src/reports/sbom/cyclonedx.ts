import type { ImageInspection } from "../../core/inspection.ts";
import { componentsOf, documentName, documentUuid, type SbomComponent } from "./components.ts";

/** CycloneDX 1.6. Nothing in it depends on the time or the machine. */
export function cyclonedx(found: ImageInspection, version: string): object {
  const { image } = found;
  const components = componentsOf(found);
  const [id = "", release = ""] = (image.distribution ?? "").split(" ");
  const system = {
    type: "operating-system",
    "bom-ref": `os:${image.distribution}`,
    name: id,
    ...(release === "" ? {} : { version: release }),
  };
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${documentUuid(found)}`,
    version: 1,
    metadata: {
      ...(image.created === null ? {} : { timestamp: image.created }),
      tools: { components: [{ type: "application", name: "seaworthy", version }] },
      component: {
        type: "container",
        "bom-ref": image.id,
        name: documentName(found),
        version: image.id,
        properties: image.tags.map((value) => ({ name: "seaworthy:tag", value })),
      },
    },
    components: [...(image.distribution === null ? [] : [system]), ...components.map((one) => component(found, one))],
    dependencies: [
      {
        ref: image.id,
        dependsOn: [...(image.distribution === null ? [] : [system["bom-ref"]]), ...components.map((one) => one.purl)],
      },
    ],
  };
}

function component(found: ImageInspection, { kind, name, version, purl, occurrences }: SbomComponent): object {
  const at =
    kind === "jar" ? name.lastIndexOf(":") : kind === "node" || kind === "composer" ? name.lastIndexOf("/") : -1;
  const layers = [...new Set(occurrences.map((one) => one.layer))].toSorted((a, b) => a - b);
  return {
    type: "library",
    "bom-ref": purl,
    ...(at === -1 ? {} : { group: name.slice(0, at) }),
    name: name.slice(at + 1),
    ...(version === "" ? {} : { version }),
    purl,
    evidence: { occurrences: occurrences.map((one) => ({ location: `/${one.path}` })) },
    properties: layers.map((layer) => ({
      name: "seaworthy:layer",
      value: found.layers[layer]?.digest ?? String(layer),
    })),
  };
}
