import { expect, test } from "vitest";
import type { BuildRequest } from "../core/ports/engine.ts";
import type { Output } from "../core/ports/process.ts";
import { build } from "./build.ts";
import { Cli } from "./cli.ts";

const request: BuildRequest = { context: "/context", tag: "app:1" };
const info = { id: "sha256:1" };

/** A client whose builds end one after the other as said: with these words on stderr, or well with none. */
function builder(...said: readonly string[]) {
  const asked: string[][] = [];
  const spawn = async ({ argv }: { argv: readonly string[] }): Promise<Output> => {
    const stderr = argv.includes("build") ? (said[asked.length] ?? "") : "";
    if (argv.includes("build")) asked.push([...argv]);
    const exitCode = stderr === "" ? 0 : 1;
    return { argv, exitCode, signal: null, stdout: "", stderr, seconds: 0, timedOut: false, truncated: false };
  };
  const cli = new Cli({ program: "docker", name: "docker", global: [], env: {}, spawn, ping: ["version"] });
  return { asked, cli };
}

function built(cli: Cli) {
  return build(
    {
      cli,
      files: { temporary: async () => "/scratch", remove: async () => {} },
      reader: () => ({ line: () => {}, steps: () => [] }),
      always: [],
      secrets: true,
      fileFlag: (path) => path,
      afterEnded: null,
      namesBoundInputs: false,
      image: async () => info as never,
    },
    request,
  );
}

const removed = [
  "failed to get digest sha256:2167: open /var/lib/docker/image/overlay2/imagedb/content/sha256/2167: no such file or directory",
  "failed to export image: failed to create image: failed to get layer sha256:21: layer does not exist",
];

test.each(removed)("a build whose result was removed with its twin's is built again: %s", async (said) => {
  const { asked, cli } = builder(said);
  expect(await built(cli)).toMatchObject({ ok: true, imageId: "sha256:1" });
  expect(asked).toHaveLength(2);
  expect(asked[1]).toEqual(asked[0]);
});

test("a build that fails so again and again has failed, with the builder's words", async () => {
  const { asked, cli } = builder(...Array.from({ length: 9 }, () => removed[0] ?? ""));
  expect(await built(cli)).toMatchObject({ ok: false, output: { stderr: removed[0] } });
  expect(asked).toHaveLength(3);
});

test("a build that fails for another reason is not built again", async () => {
  const { asked, cli } = builder("failed to solve: process did not complete: open /x: no such file or directory");
  expect(await built(cli)).toMatchObject({ ok: false });
  expect(asked).toHaveLength(1);
});
