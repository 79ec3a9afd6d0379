import { cp, readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { ProveResult } from "../../src/core/ports/workflows.ts";
import { temporary } from "../faults/app.ts";
import { inEngineShell, root, seaworthy } from "../run.ts";

const own = ["health-says-ok", "node-is-twenty", "notes-are-kept", "only-its-port", "port-from-environment"];
const structure = [
  "structure-accounts",
  "structure-licenses",
  "structure-metadata",
  "structure-no-git-folder",
  "structure-node-runs-from-the-path",
  "structure-setup-is-met",
  "structure-the-server",
  "structure-tmp-is-for-all",
];
const goss = [
  "goss-command-node-version",
  "goss-file-etc-passwd",
  "goss-file-usr-bin-sshd",
  "goss-group-root",
  "goss-http-localhost-8080-health",
  "goss-kernel-param-kernel-ostype",
  "goss-package-libc6",
  "goss-package-telnetd",
  "goss-port-tcp-8080",
  "goss-port-udp-53",
  "goss-process-node",
  "goss-user-nobodyknows",
  "goss-user-root",
];
const carriedOverNot = ["goss-kernel-param-kernel-ostype", "goss-port-udp-53", "structure-licenses"];

describe("the claims that a service's own files make", () => {
  let folder = "";
  let remove = async (): Promise<void> => {};
  beforeAll(async () => {
    const made = await temporary("own-claims");
    remove = made.remove;
    folder = `${made.path}/notes`;
    await cp(`${root}/test/apps/own-claims`, folder, { recursive: true });
    expect((await seaworthy(["init", "--force", folder])).exitCode).toBe(0);
  });
  afterAll(async () => {
    await inEngineShell("docker rmi -f own-claims-notes:latest >/dev/null 2>&1 || true");
    await remove();
  });

  it("hold, with each control failing as it must and every command told", async () => {
    const asked = [...own, ...structure, ...goss];
    const ran = await seaworthy(["prove", "--yes", "--json", "--controls", "--only", asked.join(","), folder]);
    const { services } = JSON.parse(ran.stdout) as ProveResult;
    const proofs = services.flatMap((one) => one.proofs);
    expect(proofs.map((proof) => proof.claim).sort(), ran.stderr).toEqual(asked.sort());
    for (const { claim, verdict, said, control, commands } of proofs) {
      expect(verdict, `${claim}: ${said}`).toBe(carriedOverNot.includes(claim) ? "SKIPPED" : "PASS");
      if (verdict === "SKIPPED") continue;
      expect(control?.verdict, `control of ${claim}: ${control?.said ?? "none"}`).toBe("FAILED_AS_IT_MUST");
      expect(
        commands.map((one) => one.command),
        claim,
      ).toContainEqual(expect.stringMatching(/^(?:docker|podman) (?:run|exec|save) /));
    }
    expect(ran.exitCode, ran.stderr).toBe(0);
  });

  it("fail with what was expected and what was found, and make the exit code 1", async () => {
    const text = await readFile(`${folder}/seaworthy.toml`, "utf8");
    await writeFile(`${folder}/seaworthy.toml`, text.replace("{ count = 1 }", "{ count = 2 }"));
    const ran = await seaworthy(["prove", "--yes", "--json", "--only", "notes-are-kept", folder]);
    await writeFile(`${folder}/seaworthy.toml`, text);
    const { services } = JSON.parse(ran.stdout) as ProveResult;
    expect(services[0]?.proofs[0]).toMatchObject({
      verdict: "FAIL",
      said: expect.stringContaining('{"count":2}, found'),
    });
    expect(ran.exitCode).toBe(1);
  });

  it("go on with limits of the config and, before them, of the options", async () => {
    const args = ["prove", "--yes", "--json", "--only", "starts,stops", "--ready-seconds", "21", folder];
    const { services } = JSON.parse((await seaworthy(args)).stdout) as ProveResult;
    expect(services[0]?.proofs.map((one) => one.said)).toEqual([
      expect.stringContaining("limit 21 s"),
      expect.stringContaining("grace 5 s"),
    ]);
  });

  it.each([
    ["a config", "seaworthy.toml", "[prove]\nready = 3\n", "seaworthy.toml:2: prove.ready: there is no such key"],
    [
      "an id of seaworthy's own",
      "seaworthy.toml",
      '[[claim]]\nid = "serves"\ntitle = "A"\n[[claim.http]]\npath = "/"\n',
      "seaworthy.toml:1: serves is the id of a claim that seaworthy has itself",
    ],
    ["a goss file", "goss.yaml", "file:\n  /a:\n    exist: true\n", 'goss.yaml:3:5: file /a has no key "exist"'],
    [
      "a file of tests",
      "a.structure-test.yaml",
      "commandTests: []\n",
      "a.structure-test.yaml:1:1: schemaVersion is missing",
    ],
  ])("a mistake in %s ends the run with exit code 2 before anything is built", async (_, file, text, says) => {
    const before = await readFile(`${folder}/${file}`, "utf8").catch(() => null);
    await writeFile(`${folder}/${file}`, text);
    const ran = await seaworthy(["prove", "--yes", folder]);
    if (before !== null) await writeFile(`${folder}/${file}`, before);
    else await writeFile(`${folder}/${file}`, "schemaVersion: 2.0.0\n");
    expect([ran.exitCode, ran.stderr]).toEqual([2, expect.stringContaining(says)]);
    expect(ran.stderr).not.toMatch(/building|built/);
  });
});
