import { mkdir } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { ProveResult } from "../../src/core/ports/workflows.ts";
import { labels } from "../../src/core/labels.ts";
import { inEngineShell, type Ran, seaworthy } from "../run.ts";
import { smallServer, smallService, temporary } from "./app.ts";
import { filesBelow, findEngine, leftIn } from "./traces.ts";

/** A service that is asked to take its time, and to take memory after it. */
const server = smallServer.replace(
  'else if (request.url === "/") response.end("hello\\n");',
  `else if (request.url === "/") response.end("hello\\n");
  else if (request.url === "/slow") setTimeout(() => response.end("done\\n"), 20_000);
  else if (request.url === "/eat") setTimeout(() => { const kept = []; for (;;) kept.push(Buffer.alloc(8e6, 1)); }, 6000);`,
);
const claim = (path: string): string =>
  `[[claim]]\nid = "asked"\ntitle = "It answers"\n[[claim.http]]\nmethod = "POST"\npath = "${path}"\ntimeout = 12\n`;

let folder = "";
let app = "";
let remove = async (): Promise<void> => {};

beforeEach(async () => {
  ({ path: folder, remove } = await temporary("container"));
  app = `${folder}/small`;
  await mkdir(app);
  await mkdir(`${folder}/tmp`);
});
afterEach(async () => {
  await inEngineShell("docker rmi -f small:latest >/dev/null 2>&1 || true");
  await remove();
});

/** Does something to the container of the claim as soon as it is there, while the claim waits for its answer. */
async function provedWhile(act: string): Promise<{ ran: Ran; done: string }> {
  const find = `docker ps -q --filter label=${labels.life}=transient --filter ancestor=small:latest | head -1`;
  const script = `for i in $(seq 300); do id=$(${find}); [ -n "$id" ] && break; sleep 0.2; done; sleep 3; ${act}; echo done`;
  const acting = inEngineShell(script);
  const ran = await seaworthy(["prove", "--yes", "--json", "--only", "asked", app], {
    env: { TMPDIR: `${folder}/tmp` },
  });
  return { ran, done: (await acting).stdout };
}

describe("a container that is lost in the middle of a claim", () => {
  it.each([
    ["killed", "/slow", "docker kill $id", /was killed \(exit code 137\)/],
    ["frozen", "/slow", "docker pause $id", /was frozen/],
    ["removed", "/slow", "docker rm -f $id", /was (?:removed|killed)/],
    ["out of memory", "/eat", "docker update --memory 64m --memory-swap 64m $id", /was killed for want of memory/],
  ])(
    "%s: the claim is SKIPPED with the reason, the exit code is 2, and nothing is left",
    async (_, path, act, says) => {
      await smallService(app, { "server.js": server, "seaworthy.toml": claim(path) });
      expect((await seaworthy(["init", app])).exitCode).toBe(0);
      const { ran, done } = await provedWhile(act);
      expect(done).toContain("done");
      const { services } = JSON.parse(ran.stdout) as ProveResult;
      const [proof] = services[0]?.proofs ?? [];
      expect(proof?.said).toMatch(says);
      expect([proof?.verdict, ran.exitCode]).toEqual(["SKIPPED", 2]);
      expect(await leftIn(await findEngine(), ran.pid)).toEqual([]);
      expect(filesBelow(`${folder}/tmp`)).toEqual([]);
    },
  );

  it("lives: the same claim that waits too long is a failure of the service", async () => {
    await smallService(app, { "server.js": server, "seaworthy.toml": claim("/slow").replace("12", "2") });
    expect((await seaworthy(["init", app])).exitCode).toBe(0);
    const ran = await seaworthy(["prove", "--yes", "--json", "--only", "asked", app]);
    const { services } = JSON.parse(ran.stdout) as ProveResult;
    expect(services[0]?.proofs[0]).toMatchObject({
      verdict: "FAIL",
      said: expect.stringContaining("no answer within 2000 ms"),
    });
    expect(ran.exitCode).toBe(1);
  });
});
