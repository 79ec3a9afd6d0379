import { defineRule } from "../define.ts";
import { removeSource } from "../edits.ts";
import type { Edit } from "../../core/edit.ts";
import type { CopyInstruction, Word } from "../../formats/dockerfile/index.ts";
import { runOption } from "../run-edits.ts";
import type { FileView } from "../view.ts";
import { secretFileOf } from "../knowledge/secrets.ts";

export default defineRule({
  id: "SW1304",
  slug: "secrets/file-copied",
  title: "Credential file copied into a layer",
  severity: "error",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "A layer keeps what was copied into it, even when a later line deletes it. A secret mount is there for one RUN and in no layer.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  aka: ["trivy:DS-0031", "dockerfile-doctor:DD052", "dockerfile-doctor:DD053", "dockle:CIS-DI-0010"],
  examples: [
    {
      bad: "FROM node:24-slim\nCOPY .npmrc package.json ./\n",
      good: "FROM node:24-slim\nCOPY package.json ./\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\n",
    },
    { bad: "FROM debian:13\nCOPY .env /app/\n", good: "FROM debian:13\nCOPY app /app/\n", fixed: "FROM debian:13\n" },
  ],
  quiet: [
    "FROM debian:13\nCOPY .env.example ca.pem id_rsa.pub apt.key server.crt /a/\n",
    "FROM debian:13 AS b\nFROM debian:13\nCOPY --from=b /certs/server.key /k\n",
  ],
  message: (a: { file: string }) => `${a.file} holds credentials and becomes part of a layer.`,
  check({ view, each, report }) {
    each(["copy", "add"], (copy) => {
      if (copy.from !== null) return;
      for (const source of copy.sources) {
        const file = source.value === null ? null : secretFileOf(source.value);
        if (file === null || /^(https?|git|ftp):/.test(source.value ?? "")) continue;
        report({ span: source, args: { file }, fix: leftOut(view, copy, source, file) });
      }
    });
  },
});

/** Settings are given when the container starts; what an installation reads is mounted for it. Keys are left to people. */
function leftOut(view: FileView, copy: CopyInstruction, source: Word, file: string): readonly Edit[] | undefined {
  const removal = removeSource(view.text, copy, source);
  const named = view.text.indexOf(file, view.text.indexOf(file) + file.length) !== -1;
  if (removal === undefined || named) return undefined;
  if (/^\.env(\.|$)/.test(file)) return removal;
  if (file !== ".npmrc") return undefined;
  const stage = view.stageOf(copy);
  const installs = view
    .calls(["npm", "pnpm", "yarn"])
    .filter((call) => view.stageOf(call.run) === stage && call.start > copy.start && !call.run.onbuild);
  const runs = [...new Set(installs.map((call) => call.run))];
  const root = view.user(copy) === null;
  return runs.length === 0 || !root
    ? undefined
    : [...removal, ...runs.map((run) => runOption(view, run, "--mount=type=secret,id=npmrc,target=/root/.npmrc"))];
}
