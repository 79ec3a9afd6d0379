import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "../all.gen.ts";
import { rateText } from "../rate.ts";
import { fields } from "./fields.ts";
import { readConfig, unknownNames } from "./index.ts";

const toml = `[rate]
profile = "strict"
off = ["SW1201", "hadolint:DL3007"]
fail-on = "warning"
min-security = 7.5
allowed-registries = ["docker.io"]
ignore-comments = false
only-required-labels = true

[rate.severity]
"runtime/exec-form" = "info"

[rate.required-labels]
"org.example.team" = "email"
`;

describe("a config", () => {
  it("of our own, in TOML and in package.json, means the same", () => {
    const expected = {
      profile: "strict",
      off: ["SW1201", "hadolint:DL3007"],
      failOn: "warning",
      minSecurity: 7.5,
      ignoreComments: false,
      severity: { "runtime/exec-form": "info" },
      settings: {
        allowedRegistries: ["docker.io"],
        onlyRequiredLabels: true,
        requiredLabels: { "org.example.team": "email" },
      },
    };
    const rate = {
      profile: "strict",
      off: ["SW1201", "hadolint:DL3007"],
      "fail-on": "warning",
      "min-security": 7.5,
      "allowed-registries": ["docker.io"],
      "ignore-comments": false,
      "only-required-labels": true,
      severity: { "runtime/exec-form": "info" },
      "required-labels": { "org.example.team": "email" },
    };
    expect(readConfig("a/seaworthy.toml", toml)).toEqual({ config: expected, problems: [] });
    expect(readConfig("package.json", JSON.stringify({ name: "a", seaworthy: { rate } }))).toEqual({
      config: expected,
      problems: [],
    });
  });

  it("as the documentation shows it is one", () => {
    const page = readFileSync(join(import.meta.dirname, "../../../docs/config.md"), "utf8");
    const shown = /```toml\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
    const read = readConfig("seaworthy.toml", shown);
    expect(read?.problems).toEqual([]);
    expect(read?.config.settings?.lookAtMost).toBe(10_000);
    for (const key of Object.keys(fields)) expect(shown, key).toMatch(new RegExp(`^(\\[rate\\.)?${key}\\b`, "m"));
  });

  it.each(["0", "-1", "1.5", '"many"'])("cannot have %s things looked at", (most) =>
    expect(readConfig("seaworthy.toml", `[rate]\nlook-at-most = ${most}\n`)?.problems).toMatchObject([
      { message: expect.stringContaining("a whole number from 1") as string },
    ]),
  );

  it("of hadolint is read to the same", () => {
    const text = `failure-threshold: error
ignored: [DL3008, SC2086]
override:
  info: [DL3006]
trustedRegistries:
  - docker.io
label-schema:
  org.example.team: email
strict-labels: true
format: tty
`;
    expect(readConfig(".hadolint.yaml", text)).toEqual({
      config: {
        failOn: "error",
        off: ["hadolint:DL3008", "shellcheck:SC2086"],
        severity: { "hadolint:DL3006": "info" },
        settings: {
          allowedRegistries: ["docker.io"],
          requiredLabels: { "org.example.team": "email" },
          onlyRequiredLabels: true,
        },
      },
      problems: [],
    });
  });

  it.each([
    ["package.json", '{"name": "a"}'],
    ["seaworthy.toml", "[loop]\na = 1\n"],
  ])("%s that says nothing of rating is none", (name, text) => expect(readConfig(name, text)).toBeNull());

  it.each([
    [
      "seaworthy.toml",
      '[rate]\nprofile = "strict"\nfail-on = "often"\n',
      3,
      "fail-on: it is one of error, warning, info, style, none",
    ],
    ["seaworthy.toml", "[rate]\nof = []\n", 2, 'of: there is no key "of"'],
    ["seaworthy.toml", "[rate\n", 1, "does not parse"],
    ["package.json", '{"seaworthy": {"rate": {\n"off": "a"}}}', 2, "off: it is a list of texts"],
    [".hadolint.yaml", "format: tty\nignore: [DL3008]\n", 2, 'hadolint has no key "ignore"'],
    [".hadolint.yaml", "ignored: [a\n", 2, ""],
  ])("%s: %j is told with its line", (name, text, line, message) => {
    const [problem] = readConfig(name, text)?.problems ?? [];
    expect(problem?.line).toBe(line);
    expect(problem?.message).toContain(message);
  });

  it("with a mistake in one key keeps the others", () => {
    expect(readConfig("seaworthy.toml", '[rate]\nprofile = "strict"\noff = 1\n')?.config).toEqual({
      profile: "strict",
    });
  });

  it("knows names that mean no rule", () => {
    expect(unknownNames({ off: ["SW1001", "base-image/latst", "hadolint:DL9999"] }, rules)).toEqual([
      "base-image/latst",
    ]);
  });
});

describe("rating with a config", () => {
  const text = "FROM python\nCMD a\n";
  const found = (config: NonNullable<Parameters<typeof rateText>[2]>["config"]) =>
    rateText("Dockerfile", text, config === undefined ? {} : { config }).findings.map(({ rule, severity }) => [
      rule,
      severity,
    ]);
  it("leaves rules out", () => {
    expect(found(undefined)).toContainEqual(["SW1001", "warning"]);
    expect(found({ off: ["hadolint:DL3006", "runtime/exec-form"] }).map(([rule]) => rule)).not.toContain("SW1001");
  });
  it("changes severities and with them the cost", () => {
    expect(found({ severity: { SW1001: "info" } })).toContainEqual(["SW1001", "info"]);
    const cost = (severity: "error" | "style") =>
      rateText("Dockerfile", text, { config: { severity: { SW1001: severity } } }).findings.find(
        ({ rule }) => rule === "SW1001",
      )?.cost;
    expect([cost("error"), cost("style")]).toEqual([4, 0.5]);
  });
  it("passes ignoring comments over where it says so", () => {
    const ignored = "# seaworthy ignore-file=all a reason\nFROM python\n";
    expect(rateText("Dockerfile", ignored).findings).toEqual([]);
    expect(rateText("Dockerfile", ignored, { config: { ignoreComments: false } }).findings).not.toEqual([]);
  });
  it("knows the profile and the settings", () => {
    const strict = rateText("Dockerfile", text, {
      config: { profile: "all", settings: { allowedRegistries: ["ghcr.io"] } },
    }).findings.map(({ rule }) => rule);
    expect(strict).toEqual(expect.arrayContaining(["SW1003", "SW1009"]));
  });
});
