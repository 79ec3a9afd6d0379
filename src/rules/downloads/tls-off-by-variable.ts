import { defineRule } from "../define.ts";
import { removePair } from "../edits.ts";

const off = /^(0|false|no|off)$/i;
const on = /^(1|true|yes|on)$/i;
/** Variable -> the values that switch verification off. */
const switches: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  PYTHONHTTPSVERIFY: /^0$/,
  NPM_CONFIG_STRICT_SSL: off,
  YARN_STRICT_SSL: off,
  YARN_ENABLE_STRICT_SSL: off,
  GIT_SSL_NO_VERIFY: on,
  PIP_TRUSTED_HOST: /./,
  UV_INSECURE_HOST: /./,
  CURL_INSECURE: on,
  GOINSECURE: /./,
};

/** Letters of the shortest of the names: most of a file's are told by this. */
const shortest = 10;

export default defineRule({
  id: "SW2104",
  slug: "downloads/tls-off-by-variable",
  title: "Variable that switches certificate checks off",
  severity: "error",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "It holds for every connection of every later step, and in ENV for the running application too.",
  sources: [
    "https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue",
    "https://cwe.mitre.org/data/definitions/295.html",
  ],
  aka: [
    "checkov:CKV2_DOCKER_5",
    "checkov:CKV2_DOCKER_6",
    "checkov:CKV2_DOCKER_12",
    "checkov:CKV2_DOCKER_14",
    "checkov:CKV2_DOCKER_16",
  ],
  examples: [
    {
      bad: "FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\nRUN npm ci\n",
      good: "FROM node:24\nRUN npm ci\n",
      fixed: "FROM node:24\nRUN npm ci\n",
    },
    {
      bad: "FROM debian:13\nRUN GIT_SSL_NO_VERIFY=1 git clone https://example.org/r.git\n",
      good: "FROM debian:13\nRUN git clone https://example.org/r.git\n",
    },
  ],
  quiet: ["FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=1\n"],
  message: (a: { name: string }) => `${a.name} switches certificate checks off.`,
  check({ view, each, report }) {
    each(["env", "arg"], (set) => {
      if (set.kind === "label") return;
      for (const pair of set.pairs) {
        if (pair.name.text.length < shortest) continue;
        const name = (pair.name.value ?? pair.name.text).toUpperCase();
        const pattern = Object.hasOwn(switches, name) ? switches[name] : undefined;
        const value = pattern === undefined ? null : pair.value?.value;
        if (pattern !== undefined && value != null && pattern.test(value))
          report({ span: pair, args: { name }, fix: [removePair(view.text, set, pair)] });
      }
    });
    for (const call of view.everyCall()) {
      if (call.assigned.size === 0) continue;
      for (const [name, value] of call.assigned) {
        if (name.length < shortest) continue;
        if (Object.hasOwn(switches, name.toUpperCase()) && switches[name.toUpperCase()]?.test(value) === true)
          report({ span: call.nameSpan, args: { name } });
      }
    }
  },
});
