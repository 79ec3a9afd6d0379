import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { inspection } from "../testing/inspection.ts";
import { sbomText } from "./index.ts";

const cyclonedx = sbomText(inspection, "cyclonedx", "1.2.3");
const spdx = sbomText(inspection, "spdx", "1.2.3");

/** What CycloneDX's own validator, with the official schema, says of a document; null where it is valid. */
const problems = (text: string): Promise<unknown> =>
  new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text);

describe("CycloneDX", () => {
  test("is valid by the official schema", async () => {
    expect(await problems(cyclonedx)).toBeNull();
  });

  test.each([
    ["a component without a name", '"name": "libc6"', '"title": "libc6"'],
    ["a reference that is no text", '"bom-ref": "pkg:maven/org.g/a@1.0"', '"bom-ref": 7'],
    ["a serial number that is none", "urn:uuid:", "urn:"],
  ])("and the validator sees %s", async (_, right, wrong) => {
    expect(cyclonedx).toContain(right);
    expect(await problems(cyclonedx.replace(right, wrong))).not.toBeNull();
  });

  test("lists each package once, with its places and the layers that brought it", () => {
    const { components } = z
      .object({
        components: z.array(
          z.object({ name: z.string(), group: z.string().optional(), purl: z.string().optional() }).loose(),
        ),
      })
      .parse(JSON.parse(cyclonedx));
    expect(components.map(({ group, name, purl }) => [group, name, purl])).toEqual([
      [undefined, "debian", undefined],
      [undefined, "libc6", "pkg:deb/debian/libc6@2.36-9?distro=debian-12"],
      [undefined, "example.com/app", "pkg:golang/example.com/app"],
      ["org.g", "a", "pkg:maven/org.g/a@1.0"],
      ["@s", "p", "pkg:npm/%40s/p@1.2.3"],
    ]);
    expect(cyclonedx).toContain('"/x/node_modules/@s/p/package.json"');
    expect(cyclonedx).toContain(inspection.layers[0]?.digest ?? "?");
  });
});

/** What SPDX 2.3 asks of the parts that are written here (chapters 6 to 11 of the specification): nothing more may stand in them. */
const id = z.string().regex(/^SPDXRef-[A-Za-z0-9.-]+$/);
const spdxDocument = z.strictObject({
  spdxVersion: z.literal("SPDX-2.3"),
  dataLicense: z.literal("CC0-1.0"),
  SPDXID: z.literal("SPDXRef-DOCUMENT"),
  name: z.string().min(1),
  documentNamespace: z.url().refine((url) => !url.includes("#")),
  creationInfo: z.strictObject({
    created: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    creators: z.array(z.string().regex(/^(?:Tool|Person|Organization): .+/)).min(1),
  }),
  packages: z.array(
    z.strictObject({
      SPDXID: id,
      name: z.string().min(1),
      versionInfo: z.string().min(1).optional(),
      downloadLocation: z.literal("NOASSERTION"),
      filesAnalyzed: z.literal(false),
      primaryPackagePurpose: z.enum(["CONTAINER", "LIBRARY"]),
      checksums: z
        .array(z.strictObject({ algorithm: z.literal("SHA256"), checksumValue: z.string().regex(/^[0-9a-f]{64}$/) }))
        .optional(),
      sourceInfo: z.string().optional(),
      externalRefs: z
        .array(
          z.strictObject({
            referenceCategory: z.literal("PACKAGE-MANAGER"),
            referenceType: z.literal("purl"),
            referenceLocator: z.string().startsWith("pkg:"),
          }),
        )
        .optional(),
      licenseConcluded: z.literal("NOASSERTION"),
      licenseDeclared: z.literal("NOASSERTION"),
      copyrightText: z.literal("NOASSERTION"),
    }),
  ),
  relationships: z.array(
    z.strictObject({ spdxElementId: id, relationshipType: z.enum(["DESCRIBES", "CONTAINS"]), relatedSpdxElement: id }),
  ),
});

describe("SPDX", () => {
  test("has the parts that version 2.3 asks for, and no other", () => {
    const document = spdxDocument.parse(JSON.parse(spdx));
    const ids = document.packages.map((one) => one.SPDXID);
    expect(new Set(ids).size).toBe(ids.length);
    expect(document.relationships.map((one) => one.relatedSpdxElement)).toEqual(ids);
    expect(document.packages.flatMap((one) => one.externalRefs?.map((ref) => ref.referenceLocator) ?? [])).toEqual(
      [...new Set(inspection.packages.map((one) => one.purl))].toSorted(),
    );
  });

  test.each([
    ["SPDXRef-package-1", "SPDXRef_package"],
    ['"created": "2026-01-02T03:04:05Z"', '"created": "2026-01-02"'],
    ["SPDX-2.3", "SPDX-2.9"],
  ])("a document with %s changed is refused", (right, wrong) => {
    expect(spdxDocument.safeParse(JSON.parse(spdx.replace(right, wrong))).success).toBe(false);
  });
});

test.each(["cyclonedx", "spdx"] as const)(
  "%s: one image gives one text, wherever its archive lies; another image another",
  (form) => {
    const { image } = inspection;
    const moved = { ...inspection, image: { ...image, name: "/elsewhere/app.tar" } };
    const other = { ...inspection, image: { ...image, id: `sha256:${"f".repeat(64)}` } };
    expect(sbomText(moved, form, "1.2.3")).toBe(sbomText(inspection, form, "1.2.3"));
    expect(sbomText(other, form, "1.2.3")).not.toBe(sbomText(inspection, form, "1.2.3"));
  },
);
