import { expect, test } from "vitest";
import { bounded, redact, redactRecord } from "./redact.ts";
import { backendRecord, proof } from "./testing/backend-record.ts";

test.each([
  { says: "a known value", text: "token is s3cr3t-value!", secrets: ["s3cr3t-value!"], gone: "s3cr3t-value!" },
  { says: "a password in a URL", text: "postgres://app:pa55word@db/x", secrets: [], gone: "pa55word" },
  { says: "a bearer token", text: "Authorization: Bearer abcdef123456", secrets: [], gone: "abcdef123456" },
  { says: "a value by its name", text: "DB_PASSWORD=correcthorse", secrets: [], gone: "correcthorse" },
  { says: "a value by its JSON name", text: '{"api_key": "correcthorse"}', secrets: [], gone: "correcthorse" },
  { says: "an access key id", text: ["id AK", "IAIOSFODNN7EXAMPLE"].join(""), secrets: [], gone: "IOSFODNN7EXAMPLE" },
  {
    says: "a private key",
    text: ["-----BEGIN RSA PRIV", "ATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"].join(""),
    secrets: [],
    gone: "MIIE",
  },
])("$says is taken out", ({ text, secrets, gone }) => {
  const clean = redact(text, secrets);
  expect(clean).not.toContain(gone);
  expect(clean).toContain("[redacted]");
});

test.each([
  "KMS_KEY_ALIAS=alias/app",
  "KEY_NAME=main",
  "http://mcp-server:8080",
  "libcrypto3=3.1",
  "PASSWORD=$DB_PASSWORD",
  "the secret of good builds",
])("%s tells nothing secret and stays", (text) => {
  expect(redact(text)).toBe(text);
});

test("a value of under four characters would redact everything and is not taken", () => {
  expect(redact("a cat sat", ["a"])).toBe("a cat sat");
});

test("an output keeps its head and its tail", () => {
  const text = `first${"x".repeat(10_000)}last`;
  const short = bounded(text, 1000);
  expect(short.length).toBeLessThan(1100);
  expect(short).toMatch(/^first/);
  expect(short).toMatch(/last$/);
  expect(short).toContain("characters left out");
  expect(bounded("short", 1000)).toBe("short");
});

test("no part of a record keeps a secret", () => {
  const secret = "tr0ub4dor-and-3";
  const dirty = backendRecord({
    prompt: [secret],
    proofs: [
      proof("x", "x", "PASS", `said ${secret}`, {
        commands: [{ command: `curl -H ${secret}`, exitCode: 0, output: secret, seconds: 0 }],
        control: {
          broken: "b",
          verdict: "SKIPPED",
          said: secret,
          commands: [{ command: secret, exitCode: 0, output: secret, seconds: 0 }],
        },
      }),
    ],
    tests: [{ command: `curl ${secret}`, verdict: "PASS", exitCode: 0, output: secret }],
    skipped: [{ step: "s", because: secret }],
  });
  const text = JSON.stringify(redactRecord(dirty, [secret]));
  expect(text).not.toContain(secret);
  expect(text).not.toContain("hunter2hunter2"); // the default of a variable that the facts call secret
  expect(text).toContain("http://localhost:8080/"); // the default of one that is none
});

test.each([
  ["ENV API_TOKEN=tdo-4f9a1c7b", "ENV API_TOKEN=[redacted]"],
  ["ENV API_TOKEN tdo-4f9a1c7b", "ENV API_TOKEN [redacted]"],
  ["-ARG GITHUB_TOKEN='a1b2c3d4'", "-ARG GITHUB_TOKEN=[redacted]"],
  ["+    STRIPE_SECRET=abc.def \\", "+    STRIPE_SECRET=[redacted] \\"],
  ["ENV A=1 DB_PASSWD=hunter22 B=2", "ENV A=1 DB_PASSWD=[redacted] B=2"],
  // Nothing secret in these.
  ["ENV API_TOKEN=$TOKEN", "ENV API_TOKEN=$TOKEN"],
  ["RUN tokenize --all", "RUN tokenize --all"],
  ["ENV PATH=/app/.venv/bin:$PATH", "ENV PATH=/app/.venv/bin:$PATH"],
])("of a Dockerfile's line %s is kept: %s", (line, kept) => {
  const record = redactRecord({
    ...backendRecord(),
    dockerfile: { path: "Dockerfile", text: `FROM a\n${line}\nUSER 1\n`, before: line, stages: [] },
    suggestions: [{ rule: "r", title: "t", diff: `${line}\n`, kept: true, because: "b" }],
  });
  expect(record.dockerfile?.text).toBe(`FROM a\n${kept}\nUSER 1\n`);
  expect(record.dockerfile?.before).toBe(kept);
  expect(record.suggestions[0]?.diff).toBe(`${kept}\n`);
});
