import { defineRule } from "../define.ts";
import { secretFileOf } from "../knowledge/secrets.ts";

export default defineRule({
  id: "SW1304",
  slug: "secrets/file-copied",
  title: "Credential file copied into a layer",
  severity: "error",
  dimension: "security",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "A layer keeps what was copied into it, even when a later line deletes it. A secret mount is there for one RUN and in no layer.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  aka: ["trivy:DS-0031", "dockerfile-doctor:DD052", "dockerfile-doctor:DD053", "dockle:CIS-DI-0010"],
  examples: [
    {
      bad: "FROM node:24-slim\nCOPY .npmrc package.json ./\n",
      good: "FROM node:24-slim\nCOPY package.json ./\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\n",
    },
    { bad: "FROM debian:13\nCOPY .env /app/\n", good: "FROM debian:13\nCOPY app /app/\n" },
  ],
  quiet: [
    "FROM debian:13\nCOPY .env.example ca.pem id_rsa.pub apt.key server.crt /a/\n",
    "FROM debian:13 AS b\nFROM debian:13\nCOPY --from=b /certs/server.key /k\n",
  ],
  message: (a: { file: string }) => `${a.file} holds credentials and becomes part of a layer.`,
  check({ each, report }) {
    each(["copy", "add"], (copy) => {
      if (copy.from !== null) return;
      for (const source of copy.sources) {
        const file = source.value === null ? null : secretFileOf(source.value);
        if (file !== null && !/^(https?|git|ftp):/.test(source.value ?? "")) report({ span: source, args: { file } });
      }
    });
  },
});
