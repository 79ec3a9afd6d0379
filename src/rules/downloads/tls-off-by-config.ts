import { defineRule } from "../define.ts";
import { removeCalls } from "../call-edits.ts";

/** Command -> settings that switch verification off, as they follow each other in its words. */
const settings: readonly (readonly [string, RegExp])[] = [
  ["npm", /\bstrict-ssl[ =]false\b/],
  ["yarn", /\b(strict-ssl|enableStrictSsl)[ =]false\b/i],
  ["pnpm", /\bstrict-ssl[ =]false\b/],
  ["git", /\bhttp\.sslverify[ =](false|0)\b/i],
  ["pip", /\b(global|install)\.trusted-host\b/],
  ["yum", /\bsslverify=(0|false)\b/i],
  ["dnf", /\bsslverify=(0|false)\b/i],
  ["yum-config-manager", /\bsslverify=(0|false)\b/i],
  ["composer", /\b(disable-tls|secure-http false)\b/],
];

export default defineRule({
  id: "SW2105",
  slug: "downloads/tls-off-by-config",
  title: "Setting that switches certificate checks off",
  severity: "error",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The setting stays in the image's configuration files and holds for every later download.",
  sources: [
    "https://docs.npmjs.com/cli/using-npm/config#strict-ssl",
    "https://cwe.mitre.org/data/definitions/295.html",
  ],
  aka: ["checkov:CKV2_DOCKER_13", "checkov:CKV2_DOCKER_15"],
  examples: [
    {
      bad: "FROM node:24\nRUN npm config set strict-ssl false && npm ci\n",
      good: "FROM node:24\nRUN npm ci\n",
      fixed: "FROM node:24\nRUN npm ci\n",
    },
  ],
  quiet: ["FROM node:24\nRUN npm config set strict-ssl true\n"],
  message: (a: { command: string }) => `This ${a.command} setting accepts any certificate.`,
  check({ view, report }) {
    if (!/ssl|trusted-host|disable-tls|secure-http/i.test(view.text)) return;
    for (const [name, pattern] of settings) {
      for (const call of view.calls(name)) {
        if (!pattern.test(call.words.map((word) => word.text).join(" "))) continue;
        const sets =
          /^(npm|yarn|pnpm|git|pip|composer)$/.test(name) && call.words[0]?.value?.startsWith("config") === true;
        report({ span: call, args: { command: name }, fix: sets ? removeCalls(view, call.run, [call]) : undefined });
      }
    }
  },
});
