import { defineRule } from "../define.ts";
import { lineAtEnd, lineEnd } from "../edits.ts";
import { baseUser } from "../knowledge/base-users.ts";
import { imageName } from "../knowledge/image-name.ts";
import { stepsDownItself, uid, writableDirectories } from "../knowledge/unprivileged.ts";

/** Images that need root until they have bound their port or read their keys: another image, not a USER line, is the remedy. */
const needRoot = new Set(["nginx", "httpd", "haproxy", "traefik", "caddy", "docker"]);

export default defineRule({
  id: "SW1201",
  slug: "user/missing",
  title: "The image runs as root: no USER",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Root inside is root outside after one fault of the kernel or the engine, and can rewrite all of the application before that.",
  sources: [
    "https://docs.docker.com/build/building/best-practices/#user",
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  ],
  aka: [
    "trivy:DS-0002",
    "kics:missing_user_instruction",
    "checkov:CKV_DOCKER_3",
    "dockle:CIS-DI-0001",
    "semgrep:missing-user",
    "semgrep:missing-user-entrypoint",
    "dockerfile-doctor:DD008",
    "cis:4.1",
    "droast:DF020",
  ],
  examples: [
    {
      bad: 'FROM node:24-slim\nWORKDIR /app\nCOPY app.js .\nEXPOSE 3000\nCMD ["node", "app.js"]\n',
      good: 'FROM node:24-slim\nWORKDIR /app\nCOPY app.js .\nUSER 10001:10001\nEXPOSE 3000\nCMD ["node", "app.js"]\n',
      fixed: 'FROM node:24-slim\nWORKDIR /app\nCOPY app.js .\nUSER 10001:10001\nEXPOSE 3000\nCMD ["node", "app.js"]\n',
    },
  ],
  quiet: [
    "FROM nginxinc/nginx-unprivileged:1.29\nCOPY dist /usr/share/nginx/html\n",
    "FROM gcr.io/distroless/static:nonroot\nCOPY app /app\n",
    "FROM postgres:17\n",
    "FROM alpine:3.22 AS base\nUSER 1000\nFROM base\nCOPY a /a\n",
  ],
  message: (a: { image: string }) => `Nothing says who runs this image, and ${a.image} runs as root.`,
  check({ view, repository, report }) {
    const stage = view.final;
    if (stage === null || view.isWindows(stage) || view.user(stage) !== null) return;
    const root = view.root(stage);
    const base = root === null ? null : baseUser(root);
    if (base?.kind === "unprivileged") return;
    if (base?.kind === "steps-down" && view.last(stage, "entrypoint") === null) return;
    const lines = [...writableDirectories(repository?.service?.writes ?? []), `USER ${uid}:${uid}`];
    const mends =
      !needRoot.has(imageName(root ?? "").name) &&
      base?.kind !== "steps-down" &&
      view.last(stage, "cmd") !== null &&
      !stepsDownItself.test(view.text);
    report({
      span: stage.from.image ?? stage.from,
      args: { image: root ?? "an image from scratch" },
      fix: mends ? [lineAtEnd(view.text, stage, lines.join(lineEnd(view.text)))] : undefined,
    });
  },
});
