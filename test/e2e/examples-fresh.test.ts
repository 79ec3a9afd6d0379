import { describe, expect, it } from "vitest";

import { seaworthy } from "../run.ts";

interface Change {
  readonly path: string;
  readonly outcome: string;
  readonly diff: string;
}

describe("the committed files of examples/todo", () => {
  it("are exactly what seaworthy writes today", async () => {
    const ran = await seaworthy(["init", "--diff", "--json", "examples/todo"]);
    expect(ran.exitCode, ran.stderr).toBe(0);
    const result = JSON.parse(ran.stdout) as { services: { service: string; files: Change[] }[]; stack: Change[] };
    const changes = [
      ...result.services.flatMap((one) => one.files.map((file) => ({ ...file, path: `${one.service}/${file.path}` }))),
      ...result.stack,
    ];
    expect(changes.length).toBeGreaterThanOrEqual(8);
    expect(
      changes.filter((change) => change.outcome !== "unchanged").map((change) => `${change.path}\n${change.diff}`),
    ).toEqual([]);
  });
});
