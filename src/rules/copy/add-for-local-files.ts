import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

const archive = /\.(tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz|zst|Z|lzma)|gz|bz2|xz|zst)$/i;

export default defineRule({
  id: "SW2004",
  slug: "copy/add-for-local-files",
  title: "ADD used for a plain local file",
  severity: "info",
  dimension: "maintainability",
  profile: "default",
  fix: "safe",
  since: "0.1.0",
  why: "ADD also unpacks archives and downloads URLs: a file renamed to .tar.gz changes what the line does. COPY does one thing.",
  sources: ["https://docs.docker.com/build/building/best-practices/#add-or-copy"],
  aka: [
    "hadolint:DL3020",
    "trivy:DS-0005",
    "kics:add_instead_of_copy",
    "checkov:CKV_DOCKER_4",
    "dockle:CIS-DI-0009",
    "semgrep:prefer-copy-over-add",
    "parfum:DL3020",
    "droast:DF006",
    "dockerfile-doctor:DD007",
    "cis:4.9",
    "tally:hadolint/DL3020",
  ],
  examples: [
    {
      bad: "FROM debian:13\nADD app.py /srv/\n",
      good: "FROM debian:13\nCOPY app.py /srv/\n",
      fixed: "FROM debian:13\nCOPY app.py /srv/\n",
    },
  ],
  quiet: [
    "FROM debian:13\nADD rootfs.tar.xz /\nADD https://example.org/a.zip /\nADD git@example.org:a/b.git /src\n",
    "ARG F\nFROM debian:13\nADD $F /\n",
  ],
  message: (a: { path: string }) => `Use COPY for ${a.path}: ADD also unpacks archives and downloads URLs.`,
  check({ each, report }) {
    each("add", (add) => {
      if (add.kind !== "add" || add.checksum !== null || add.keepGitDir || add.unpack !== null) return;
      const special = add.sources.some(
        ({ value, text }) =>
          value === null ||
          archive.test(value) ||
          /[*?[]/.test(text) ||
          /^(https?|ftp|git|ssh):|^git@|\.git(#|$)/.test(value),
      );
      const first = add.sources[0];
      if (special || first === undefined) return;
      const fix = [replace(add.keyword, add.keyword.text === "add" ? "copy" : "COPY")];
      report({ span: add.keyword, args: { path: first.value ?? first.text }, fix });
    });
  },
});
