import { describe, expect, test } from "vitest";
import * as z from "zod";
import { rendered, text } from "./testing/ratings.ts";

describe("sarif", () => {
  // The properties of SARIF 2.1.0 that are written, each required and nothing beside them.
  const message = z.strictObject({ text: z.string().min(1) });
  const artifactLocation = z.strictObject({ uri: z.string().regex(/^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@%/])*$/) });
  const place = z.int().min(1);
  const offset = z.int().min(0);
  const region = z.strictObject({
    startLine: place,
    startColumn: place,
    endLine: place,
    endColumn: place,
    charOffset: offset,
    charLength: offset,
  });
  const level = z.enum(["none", "note", "warning", "error"]);
  const schema = z.strictObject({
    $schema: z.url(),
    version: z.literal("2.1.0"),
    runs: z.array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string(),
            semanticVersion: z.string(),
            rules: z.array(
              z.strictObject({
                id: z.string(),
                name: z.string(),
                shortDescription: message,
                fullDescription: message,
                help: message,
                defaultConfiguration: z.strictObject({ level }),
                properties: z.strictObject({ tags: z.array(z.string()) }),
              }),
            ),
          }),
        }),
        columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
        invocations: z.array(
          z.strictObject({
            executionSuccessful: z.boolean(),
            toolExecutionNotifications: z.array(
              z.strictObject({
                level,
                message,
                locations: z.array(z.strictObject({ physicalLocation: z.strictObject({ artifactLocation }) })),
              }),
            ),
          }),
        ),
        results: z.array(
          z.strictObject({
            ruleId: z.string(),
            ruleIndex: z.int().min(0),
            level,
            message,
            locations: z
              .array(z.strictObject({ physicalLocation: z.strictObject({ artifactLocation, region }) }))
              .min(1),
            fixes: z
              .array(
                z.strictObject({
                  description: message,
                  artifactChanges: z
                    .array(
                      z.strictObject({
                        artifactLocation,
                        replacements: z
                          .array(
                            z.strictObject({
                              deletedRegion: z.strictObject({ charOffset: offset, charLength: offset }),
                              insertedContent: z.strictObject({ text: z.string() }),
                            }),
                          )
                          .min(1),
                      }),
                    )
                    .min(1),
                }),
              )
              .optional(),
            properties: z.strictObject({ dimension: z.string(), cost: z.number() }),
          }),
        ),
      }),
    ),
  });

  test("has the shape of the standard", async () => {
    const log = schema.parse(JSON.parse(await rendered("sarif")));
    const [first] = log.runs;
    expect(first?.results.map((one) => first.tool.driver.rules[one.ruleIndex]?.id)).toEqual(["SW4001", "SW2004"]);
    expect(first?.results[1]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("a%20b/Dockerfile");
    expect(first?.invocations[0]?.toolExecutionNotifications).toHaveLength(1);
  });

  test("points with its offsets at the text that it means", async () => {
    const log = schema.parse(JSON.parse(await rendered("sarif")));
    const found = log.runs[0]?.results[1]?.locations[0]?.physicalLocation.region;
    expect(text.slice(found?.charOffset, (found?.charOffset ?? 0) + (found?.charLength ?? 0))).toBe("ADD a.py /");
  });
});
