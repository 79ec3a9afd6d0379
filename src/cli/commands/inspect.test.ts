import { describe, expect, test } from "vitest";
import type { Workflows } from "../../core/ports/workflows.ts";
import { inspection } from "../../reports/testing/inspection.ts";
import { ran } from "../testing/fake-process.ts";

const difference: Awaited<ReturnType<Workflows["images"]["difference"]>> = {
  before: { name: "a", id: "1", bytes: 10, wastedBytes: 0, packages: 1 },
  after: { name: "b", id: "2", bytes: 25, wastedBytes: 0, packages: 1 },
  layers: [{ kind: "added", digest: "d", instruction: "COPY b /", size: 15 }],
  files: [{ path: "b", kind: "added", bytesBefore: null, bytesAfter: 15 }],
  packages: [{ kind: "node", name: "p", before: ["1"], after: ["2"] }],
  config: [{ setting: "user", before: "root", after: "" }],
};
const contents = (): ReturnType<Workflows["images"]["contents"]> => Promise.resolve({ inspection, layers: [[], []] });
const images: Partial<Workflows> = {
  images: { inspect: () => Promise.resolve(inspection), contents, difference: () => Promise.resolve(difference) },
};

describe("inspect ends with", () => {
  test.each<[string, readonly string[], number]>([
    ["0, whatever it found", ["inspect", "app"], 0],
    ["1 where less is of use than asked for", ["inspect", "app", "--min-efficiency", "0.95"], 1],
    ["1, as a percentage", ["inspect", "app", "--min-efficiency", "67%"], 1],
    ["0 where enough is of use", ["inspect", "app", "--min-efficiency", "0.6"], 0],
    ["1 on a finding of the severity asked for", ["inspect", "app", "--fail-on", "warning"], 1],
    ["0 on findings below it", ["inspect", "app", "--fail-on", "error"], 0],
    ["2 without an image", ["inspect"], 2],
    ["2 on a share that is none", ["inspect", "app", "--min-efficiency", "95"], 2],
    ["2 on a form of bill that there is not", ["inspect", "app", "--sbom", "csv"], 2],
    ["2 where a bill of two images is asked for", ["inspect", "a", "b", "--sbom", "spdx"], 2],
    ["2 where nobody sits at a terminal to look", ["inspect", "app", "-i"], 2],
    ["0 for two images", ["inspect", "a", "b"], 0],
    ["2 for three", ["inspect", "a", "b", "c"], 2],
  ])("%s", async (_, argv, code) => {
    expect((await ran(argv, images)).code).toBe(code);
  });
});

test("a person reads layers, waste and why, secrets, packages, links, findings and what was not examined", async () => {
  const { stdout } = await ran(["inspect", "app"], images);
  for (const said of [
    "3 MB in 2 layers, 66.7 % of it of use, 1 MB wasted",
    "none declared: root, uid 0, gid 0",
    "RUN rm -rf /cache",
    "1 file of layer 0, deleted by layer 1: /cache/a",
    "dive: 100.0 %, 0 B wasted",
    "github-token  /app/.env in layer 0, deleted later",
    "2 node     layer 0, 1: @s/p 1.2.3",
    "/bin/a needs libx.so",
    "interpreter /bin/bash of 2 files, such as /app/run",
    "serve is not in the image",
    "SWI101 user/root: The image runs as root",
    "rpm is not read",
  ])
    expect(stdout).toContain(said);
  expect(stdout).not.toContain("\u001b[");
});

test("--json is the inspection with its schema's version", async () => {
  expect(JSON.parse((await ran(["inspect", "app", "--json"], images)).stdout)).toEqual({ schema: 1, ...inspection });
  expect(JSON.parse((await ran(["inspect", "a", "b", "--json"], images)).stdout)).toEqual({ schema: 1, ...difference });
});

test("a difference is told by layer, package, setting and file", async () => {
  const { stdout } = await ran(["inspect", "a", "b"], images);
  for (const said of ["a 10 B -> b 25 B: +15 B", "COPY b /", "~ node p 1 -> 2", "user: root -> none", "1 added", "/b"])
    expect(stdout).toContain(said);
});

test("control characters of an image do not reach the terminal", async () => {
  const layers = inspection.layers.map((one) => ({ ...one, instruction: "RUN \u001b[2J\u001b]0;title\u0007 x" }));
  const hostile: Partial<Workflows> = {
    images: {
      inspect: () => Promise.resolve({ ...inspection, layers }),
      contents,
      difference: () => Promise.resolve(difference),
    },
  };
  expect((await ran(["inspect", "app"], hostile)).stdout).not.toContain("\u001b");
});
