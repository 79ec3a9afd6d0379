import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { boundSources, isBoundInput, nameBoundInputs } from "./bound-inputs.ts";

test.each([
  ["RUN --mount=type=bind,source=a.txt,target=/a cat /a", ["a.txt"]],
  ["run --mount=source=a,target=/a true", ["a"]],
  ["RUN --mount=type=cache,target=/c \\\n    --mount=type=bind,src=a,target=/a \\\n    true", ["a"]],
  ["RUN --network=none --mount=target=/all true", ["."]],
  ["RUN --mount=type=bind,source=$WHAT,target=/a true", ["."]],
  ["RUN --mount=type=bind,from=builder,source=a,target=/a true", []],
  ["RUN --mount=type=secret,id=a true", []],
  ["RUN echo --mount=type=bind,source=a", []],
  ["COPY --mount=type=bind,source=a b c", []],
])("of %j the context's %j are bound", (instruction, sources) => expect(boundSources(instruction)).toEqual(sources));

describe("naming what is bound", () => {
  const context = mkdtempSync(join(tmpdir(), "bound-"));
  afterAll(() => rmSync(context, { recursive: true, force: true }));
  beforeEach(() => {
    mkdirSync(join(context, "folder"), { recursive: true });
    writeFileSync(join(context, "a"), "one");
    writeFileSync(join(context, "folder/b"), "one");
    writeFileSync(join(context, "other"), "one");
  });
  const dockerfile = [
    "# RUN --mount=source=a true",
    "FROM x AS one",
    "RUN \\",
    "  # of two",
    "  --mount=type=bind,source=a,target=/a \\",
    "",
    "  --mount=type=bind,source=folder,target=/f \\",
    "  true",
    "COPY other /",
    "RUN true",
    "",
  ].join("\n");
  const named = () => nameBoundInputs(dockerfile, context);

  test("puts one line before the RUN and leaves every other as it is", async () => {
    const lines = (await named()).split("\n");
    expect(lines.filter((line) => !isBoundInput(line)).join("\n")).toBe(dockerfile);
    expect(lines.findIndex(isBoundInput)).toBe(2);
    expect(lines.filter(isBoundInput)).toHaveLength(1);
  });

  test.each([
    ["a bound file", "a", true],
    ["a file in a bound folder", "folder/b", true],
    ["a new file in a bound folder", "folder/c", true],
    ["another file", "other", false],
  ])("%s that changes makes it another line: %s %s", async (_, file, differs) => {
    const before = await named();
    expect(await named()).toBe(before);
    writeFileSync(join(context, file), "two");
    expect((await named()) !== before).toBe(differs);
    rmSync(join(context, "folder"), { recursive: true });
  });

  test("a bound file that is missing, or outside the context, is left to the builder", async () => {
    const text = "RUN --mount=source=none,target=/a true\nRUN --mount=source=../x,target=/a true";
    expect(
      (await nameBoundInputs(text, context))
        .split("\n")
        .filter((line) => !isBoundInput(line))
        .join("\n"),
    ).toBe(text);
  });
});
