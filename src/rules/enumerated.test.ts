import { expect, it } from "vitest";
import { rateText } from "./index.ts";

function told(packages: readonly string[]): string | undefined {
  const text = `FROM debian:13\nRUN apt-get update && apt-get install -y ${packages.join(" ")}\n`;
  const { findings } = rateText("Dockerfile", text, { profile: "all" });
  return findings.find(({ slug }) => slug === "packages/unpinned")?.message;
}

const names = Array.from({ length: 101 }, (_, at) => `lib${at}`);

it("a hundred names are all told; of more the first hundred, and that there are others", () => {
  expect(told(names.slice(0, 100))).toBe(`No version: ${names.slice(0, 100).join(", ")}.`);
  expect(told(names)).toBe(`No version: ${names.slice(0, 100).join(", ")} and others.`);
});
