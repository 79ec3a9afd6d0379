import { defineRule } from "../define.ts";
import { flagWord } from "../calls.ts";
import { removeWord } from "../edits.ts";

/** Command -> the flags that stop it from checking who answers. */
const flags: Readonly<Record<string, readonly string[]>> = {
  curl: ["-k", "--insecure", "--proxy-insecure"],
  wget: ["--no-check-certificate"],
  pip: ["--trusted-host"],
  uv: ["--allow-insecure-host"],
  http: ["--verify=no"],
};

const names = Object.keys(flags);

export default defineRule({
  id: "SW2103",
  slug: "downloads/tls-verification-off",
  title: "Download that does not check the certificate",
  severity: "error",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "TLS without a check of the certificate is no better than none. Where a private authority signs, give the build its certificate.",
  sources: ["https://cwe.mitre.org/data/definitions/295.html"],
  aka: [
    "checkov:CKV2_DOCKER_2",
    "checkov:CKV2_DOCKER_3",
    "checkov:CKV2_DOCKER_4",
    "dockerfile-doctor:DD055",
    "dockerfile-doctor:DD056",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN curl -fsSL -k https://example.org/a\n",
      good: "FROM debian:13\nRUN curl -fsSL https://example.org/a\n",
      fixed: "FROM debian:13\nRUN curl -fsSL https://example.org/a\n",
    },
    {
      bad: "FROM debian:13\nRUN wget --no-check-certificate https://example.org/a\n",
      good: "FROM debian:13\nRUN wget https://example.org/a\n",
    },
  ],
  quiet: [
    "FROM debian:13\nRUN curl -fsSLK config https://example.org/a\n",
    "FROM debian:13\nRUN curl -k https://localhost:8443/health\n",
  ],
  message: (a: { flag: string }) => `${a.flag} accepts any certificate.`,
  check({ view, eachCall, report }) {
    eachCall(names, (call) => {
      const word = flagWord(call, ...(flags[call.name] ?? []));
      if (word === null || call.words.some((one) => /^['"]?https?:\/\/(localhost|127\.)/.test(one.text))) return;
      const whole = word.text.startsWith("--")
        ? !word.text.includes("=") && call.name !== "pip" && call.name !== "uv"
        : word.text === "-k";
      report({
        span: word,
        args: { flag: word.text },
        fix: whole && call.shell ? [removeWord(view.text, word)] : undefined,
      });
    });
  },
});
