import { defineRule } from "../define.ts";
import { anySecret, secretPatterns } from "../knowledge/secrets.ts";

export default defineRule({
  id: "SW1303",
  slug: "secrets/literal",
  title: "A credential in the text",
  severity: "error",
  dimension: "security",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "The file is in version control and its lines are in the image's history. Withdraw the credential first; taking the line away does not unsay it.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  aka: ["tally:secrets-in-code", "dockerfile-doctor:DD058", "trivy:DS-0031"],
  examples: [
    {
      bad: "FROM debian:13\nRUN aws configure set aws_access_key_id AKIAIOSFODNN7EXAMPLE\n",
      good: "FROM debian:13\nRUN --mount=type=secret,id=aws,target=/root/.aws/credentials aws s3 cp s3://bucket/file .\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN echo gh_not_a_token sk-short AKIA\n"],
  message: (a: { what: string }) => `This looks like a ${a.what}: withdraw it and use a secret mount.`,
  check({ view, report }) {
    if (!anySecret.test(view.text)) return;
    for (const { what, hint, pattern } of secretPatterns) {
      if (!view.text.includes(hint)) continue;
      for (const match of view.text.matchAll(pattern)) {
        report({ span: { start: match.index, end: match.index + match[0].length }, args: { what } });
      }
    }
  },
});
