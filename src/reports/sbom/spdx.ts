import type { ImageInspection } from "../../core/inspection.ts";
import { componentsOf, documentName, documentUuid, type SbomComponent } from "./components.ts";

const unknown = "NOASSERTION";
const rootId = "SPDXRef-image";
const unstated = { licenseConcluded: unknown, licenseDeclared: unknown, copyrightText: unknown };

/** SPDX 2.3 as JSON. The time of creation is the image's own, so that one image gives one document. */
export function spdx(found: ImageInspection, version: string): object {
  const { image } = found;
  const packages = componentsOf(found).map((one, at) => ({ id: `SPDXRef-package-${at + 1}`, one }));
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: documentName(found),
    documentNamespace: `https://spdx.org/spdxdocs/seaworthy-${documentUuid(found)}`,
    creationInfo: { created: image.created ?? "1970-01-01T00:00:00Z", creators: [`Tool: seaworthy-${version}`] },
    packages: [
      {
        SPDXID: rootId,
        name: documentName(found),
        versionInfo: image.id,
        downloadLocation: unknown,
        filesAnalyzed: false,
        primaryPackagePurpose: "CONTAINER",
        checksums: [{ algorithm: "SHA256", checksumValue: image.id.replace(/^sha256:/, "") }],
        ...unstated,
      },
      ...packages.map(({ id, one }) => packageOf(id, one)),
    ],
    relationships: [
      { spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES", relatedSpdxElement: rootId },
      ...packages.map(({ id }) => ({ spdxElementId: rootId, relationshipType: "CONTAINS", relatedSpdxElement: id })),
    ],
  };
}

function packageOf(id: string, { name, version, purl, occurrences }: SbomComponent): object {
  return {
    SPDXID: id,
    name,
    ...(version === "" ? {} : { versionInfo: version }),
    downloadLocation: unknown,
    filesAnalyzed: false,
    primaryPackagePurpose: "LIBRARY",
    sourceInfo: `found by ${occurrences.map((one) => `/${one.path}`).join(", ")}`,
    externalRefs: [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: purl }],
    ...unstated,
  };
}
