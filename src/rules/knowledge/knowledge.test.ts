import { describe, expect, it } from "vitest";
import { baseUser, isRoot } from "./base-users.ts";
import { endOfLife } from "./end-of-life.ts";
import { isHarmlessValue, isSecretName, secretFileOf } from "./secrets.ts";

describe("names of secrets", () => {
  it.each([
    "DB_PASSWORD",
    "API_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "dbPassword",
    "STRIPE_API_KEY",
    "SECRET_KEY_BASE",
    "DB_PASS",
    "JWT_SECRET",
    "NPM_TOKEN",
  ])("%s is one", (name) => expect(isSecretName(name)).toBe(true));
  it.each([
    "KMS_KEY_ALIAS",
    "KEY_NAME",
    "PASSWORD_FILE",
    "TOKEN_TTL",
    "MYSQL_ALLOW_EMPTY_PASSWORD",
    "GPG_KEY",
    "PUBLIC_KEY",
    "AWS_ACCESS_KEY_ID",
    "MONKEY",
    "COMPASS",
    "BYPASS",
    "OLDPWD",
    "PAD_TOKEN",
    "SECRET_NAME",
  ])("%s is none", (name) => expect(isSecretName(name)).toBe(false));
  it.each([
    ["", true],
    ["true", true],
    ["/run/secrets/a", true],
    ["5", true],
    ["hunter2", false],
    ["changeme", false],
  ] as const)("the value %j is harmless: %s", (value, harmless) => expect(isHarmlessValue(value)).toBe(harmless));
  it.each([".env", ".env.production", "a/id_rsa", ".npmrc", "server.key", "home/.aws"])(
    "%s holds credentials",
    (path) => expect(secretFileOf(path)).not.toBeNull(),
  );
  it.each([".env.example", "id_rsa.pub", "ca.pem", "repo.gpg.key", "package.json", "environment.ts", "key"])(
    "%s does not",
    (path) => expect(secretFileOf(path)).toBeNull(),
  );
});

describe("users of bases", () => {
  it.each([
    ["nginxinc/nginx-unprivileged:1.29", "unprivileged"],
    ["gcr.io/distroless/static-debian12:nonroot", "unprivileged"],
    ["gcr.io/distroless/static-debian12", "root"],
    ["cgr.dev/chainguard/python:latest", "unprivileged"],
    ["postgres:17", "steps-down"],
    ["couchdb:3", "steps-down"],
    ["haproxy:3.2", "unprivileged"],
    ["haproxy:2.3", "root"],
    ["cgr.dev/chainguard/go:latest", "unknown"],
    ["docker.io/library/python:3.13", "root"],
    ["example.org/team/app:1", "unknown"],
  ] as const)("%s: %s", (image, kind) => expect(baseUser(image).kind).toBe(kind));
  it.each([
    ["root", true],
    ["0", true],
    ["0:0", true],
    ["root:root", true],
    ["4294967296", true],
    ["00", true],
    ["1000", false],
    ["app", false],
    ["10001:0", false],
  ] as const)("user %s is root: %s", (user, root) => expect(isRoot(user)).toBe(root));
});

describe("ends of life", () => {
  it.each([
    ["python:3.7-slim", "2026-11-01", "python 3.7"],
    ["python:3.12-buster", "2026-11-01", "debian buster"],
    ["node:18.20.1-alpine", "2026-11-01", "node 18"],
    ["alpine:3.18.4", "2026-11-01", "alpine 3.18"],
    ["openjdk:21", "2026-11-01", "openjdk "],
    ["golang:1.26", "2026-11-01", null],
    ["python:3.11", "2026-11-01", null],
    ["python:3.11", "2027-11-01", "python 3.11"],
    ["python:3.7", "2020-01-01", null],
    ["example.org/python:2.7", "2026-11-01", null],
    ["debian:stable", "2026-11-01", null],
    ["python:3", "2026-11-01", null],
    ["python:2-alpine", "2026-11-01", "python 2"],
    ["debian:bullseye-slim", "2026-08-31", null],
    ["debian:bullseye-slim", "2026-11-01", "debian bullseye"],
    ["centos:7.9.2009", "2026-11-01", "centos 7"],
    ["mcr.microsoft.com/dotnet/aspnet:6.0-alpine", "2026-11-01", "dotnet 6.0"],
  ] as const)("%s on %s: %s", (image, today, over) => {
    const found = endOfLife(image, today);
    expect(found === null ? null : `${found.product} ${found.release}`).toBe(over);
  });
});
