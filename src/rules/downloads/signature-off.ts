import { defineRule } from "../define.ts";
import { flagWord } from "../calls.ts";
import { removeWord } from "../edits.ts";

/** Package manager -> the flags that take packages without checking who signed them. */
const flags: Readonly<Record<string, readonly string[]>> = {
  apk: ["--allow-untrusted"],
  "apt-get": ["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"],
  apt: ["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"],
  yum: ["--nogpgcheck"],
  dnf: ["--nogpgcheck"],
  tdnf: ["--nogpgcheck"],
  microdnf: ["--nogpgcheck"],
  rpm: ["--nosignature", "--nodigest", "--noverify"],
  zypper: ["--no-gpg-checks"],
};

const names = Object.keys(flags);

export default defineRule({
  id: "SW2106",
  slug: "downloads/signature-off",
  title: "Packages taken without checking their signature",
  severity: "error",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Any mirror, and anyone between it and the build, can then put another package in its place. Import the repository's key instead.",
  sources: ["https://wiki.debian.org/SecureApt", "https://cwe.mitre.org/data/definitions/347.html"],
  aka: [
    "checkov:CKV2_DOCKER_7",
    "checkov:CKV2_DOCKER_8",
    "checkov:CKV2_DOCKER_9",
    "checkov:CKV2_DOCKER_10",
    "checkov:CKV2_DOCKER_11",
    "dockle:CIS-DI-0011",
    "cis:4.11",
  ],
  examples: [
    {
      bad: "FROM alpine:3.22\nRUN apk add --no-cache --allow-untrusted ./a.apk\n",
      good: "FROM alpine:3.22\nRUN apk add --no-cache ./a.apk\n",
      fixed: "FROM alpine:3.22\nRUN apk add --no-cache ./a.apk\n",
    },
    {
      bad: "FROM debian:13\nRUN apt-get install -y --allow-unauthenticated curl\n",
      good: "FROM debian:13\nRUN apt-get install -y curl\n",
    },
  ],
  message: (a: { flag: string }) => `${a.flag} takes packages that nobody signed.`,
  check({ view, eachCall, report }) {
    eachCall(names, (call) => {
      const word = flagWord(call, ...(flags[call.name] ?? []));
      if (word !== null)
        report({ span: word, args: { flag: word.text }, fix: call.shell ? [removeWord(view.text, word)] : undefined });
    });
  },
});
