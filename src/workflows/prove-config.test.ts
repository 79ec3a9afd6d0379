import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

import type { ClaimChoice } from "../core/ports/workflows.ts";
import { makeContext } from "../wire/context.ts";
import { loadApplication } from "./application.ts";
import { checkSettings, defaultLimits, proveSettings } from "./prove-config.ts";

const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const server = 'import http from "node:http";\nhttp.createServer((_, r) => r.end()).listen(8080);\n';
const claim = (id: string, more = ""): string =>
  `[[claim]]\nid = "${id}"\ntitle = "A"\n${more}[[claim.file]]\npath = "/a"\n`;
const goss = (path: string): string => `file:\n  ${path}:\n    exists: true\n`;
const own = (seaworthy: object): string =>
  JSON.stringify({ name: "api", type: "module", scripts: { start: "node server.js" }, seaworthy });

const nothing: ClaimChoice = { only: [], skip: [], controls: false };

/** A repository with two services, api and web, and these files over theirs. */
async function application(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), "prove-config-"));
  made.push(root);
  const all: Record<string, string> = { ".git/HEAD": "", ...files };
  for (const name of ["api", "web"]) {
    all[`${name}/server.js`] = server;
    all[`${name}/package.json`] ??= JSON.stringify({ name, type: "module", scripts: { start: "node server.js" } });
    all[`${name}/package-lock.json`] = JSON.stringify({ name, lockfileVersion: 3, packages: { "": { name } } });
  }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const options = { cwd: root, env: {}, engine: null, ca: null, surface: "cli", typed: "" } as const;
  const context = makeContext(options);
  return { context, services: (await loadApplication(context, root)).asked };
}

async function settings(files: Readonly<Record<string, string>>, choice: Partial<ClaimChoice> = {}) {
  const { context, services } = await application(files);
  const found: Record<string, object> = {};
  for (const service of services) {
    const { claims, ...rest } = await proveSettings(context, service, { ...nothing, ...choice });
    found[service.plan.service] = { ...rest, claims: claims.map((one) => one.id) };
  }
  return found;
}

describe("how a service is proved", () => {
  it("follows the defaults where no file says otherwise", async () => {
    const plain = { limits: defaultLimits, only: [], skip: [], claims: [] };
    expect(await settings({})).toEqual({ api: plain, web: plain });
  });

  it("follows the nearest file, and options before it", async () => {
    const files = {
      "seaworthy.toml": '[prove]\nready-seconds = 5\nstop-seconds = 6\nskip = ["smaller"]\n',
      "api/package.json": own({ prove: { "stop-seconds": 7, "smaller-ratio": 0.5, only: ["serves"] } }),
      "web/seaworthy.toml": "[rate]\nprofile = 'all'\n",
    };
    expect(await settings(files, { limits: { stopSeconds: 8 }, skip: ["starts"] })).toMatchObject({
      api: { limits: { readySeconds: 30, stopSeconds: 8, smallerRatio: 0.5 }, only: ["serves"], skip: ["starts"] },
      web: { limits: { readySeconds: 5, stopSeconds: 8 }, only: [], skip: ["starts"] },
    });
  });

  it("makes the claims that are about it: of the nearest config, of files by their names, and of named ones", async () => {
    const files = {
      "seaworthy.toml":
        claim("all") + claim("api-only", 'service = "api"\n') + '[prove]\ntests = ["more/tests.yaml"]\n',
      "more/tests.yaml": goss("/more"),
      "named.yaml": "schemaVersion: 2.0.0\nfileExistenceTests: [{name: named, path: /n, shouldExist: true}]\n",
      "web/goss.yaml": goss("/web"),
      "web/compose.yaml": "services: {}\n",
    };
    expect(await settings(files, { tests: ["named.yaml"] })).toMatchObject({
      api: { claims: ["all", "api-only", "goss-file-more", "structure-named"] },
      web: { claims: ["all", "goss-file-web", "goss-file-more", "structure-named"] },
    });
  });

  it.each<[string, Readonly<Record<string, string>>, Partial<ClaimChoice>, string, RegExp]>([
    [
      "a key that does not exist",
      { "seaworthy.toml": "[prove]\nready = 1\n" },
      {},
      "config",
      /^The config has a mistake: seaworthy\.toml:2: prove\.ready/,
    ],
    [
      "an id of seaworthy's own",
      { "api/seaworthy.toml": claim("starts") },
      {},
      "config",
      /api\/seaworthy\.toml:1: starts is the id/,
    ],
    [
      "a mistake in a file of tests",
      { "web/goss.yaml": "file:\n  /a: {exist: 1}\n" },
      {},
      "claims-file",
      /web\/goss\.yaml:2:8: /,
    ],
    ["a named file that is not there", {}, { tests: ["no.yaml"] }, "claims-file", /no file of tests no\.yaml/],
    ["an unknown id on the command line", {}, { only: ["serve"] }, "claim-unknown", /no claim serve\./],
    [
      "an unknown id in a config",
      { "seaworthy.toml": '[prove]\nskip = ["serve"]\n' },
      {},
      "claim-unknown",
      /no claim serve\./,
    ],
  ])("%s is told before anything is built", async (_, files, choice, code, says) => {
    const { context, services } = await application(files);
    const checked = checkSettings(context, services, { ...nothing, ...choice });
    await expect(checked).rejects.toMatchObject({ code, message: expect.stringMatching(says) });
  });

  it("an id that only one of the services has is known", async () => {
    const { context, services } = await application({ "api/seaworthy.toml": claim("mine") });
    await expect(checkSettings(context, services, { ...nothing, only: ["mine"] })).resolves.toBeUndefined();
  });
});
