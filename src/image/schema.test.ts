import { expect, test } from "vitest";
import { z } from "zod";
import { elf } from "../formats/elf/elf-writer.fixture.ts";
import { differenceOf } from "./difference.ts";
import { differenceSchema, inspectionSchema } from "./schema.ts";
import { opened, program, surveyed } from "./testing/survey.fixture.ts";

const image = {
  layers: [
    [
      program("bin/a", elf({ needed: ["x.so"] })),
      { name: "d/a", content: "1" },
      { name: "var/lib/rpm/Packages", content: "1" },
    ],
    [{ name: ".wh.d" }, { name: "p/x.dist-info/METADATA", content: "Name: x\nVersion: 1\n" }],
  ],
  config: { Env: ["DB_PASSWORD=hunter22"], Cmd: ["/bin/a"] },
};

test("an inspection is what the published schema says, and nothing else", async () => {
  const schema = inspectionSchema(z);
  const found = { schema: 1, ...(await surveyed(image)) };
  expect(schema.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
  for (const part of ["waste", "secrets", "packages", "findings", "errors"] as const)
    expect(found[part]).not.toEqual([]);
  expect(schema.safeParse({ ...found, wastedBytes: "5" }).success).toBe(false);
});

test("a difference is what the published schema says", async () => {
  const found = {
    schema: 1,
    ...(await differenceOf(
      { name: "a", image: await opened(image) },
      { name: "b", image: await opened({ layers: [[]] }) },
    )),
  };
  expect(differenceSchema(z).parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
});
