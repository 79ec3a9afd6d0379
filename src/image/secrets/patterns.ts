/** A kind of secret that can be told from its text. */
export interface SecretPattern {
  /** Permanent. */
  readonly id: string;
  readonly title: string;
  /** Literals of which every match contains one: content without them is passed over. */
  readonly anchors: readonly string[];
  /** Global; group 1, where there is one, is the secret itself. */
  readonly regex: RegExp;
  /** False: only looked for outside library folders, where examples of it are common. */
  readonly inLibraries: boolean;
}

/** Tokens whose form is published by those who issue them, and private keys. */
export const secretPatterns: readonly SecretPattern[] = [
  {
    id: "aws-access-key",
    title: "AWS access key id",
    anchors: ["AKIA", "ASIA"],
    regex: /\b((?:AKIA|ASIA)[A-Z2-7]{16})\b/g,
    inLibraries: true,
  },
  {
    id: "github-token",
    title: "GitHub token",
    anchors: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
    regex: /\b(gh[pousr]_[A-Za-z0-9]{36,255})\b/g,
    inLibraries: true,
  },
  {
    id: "github-fine-grained",
    title: "GitHub fine-grained token",
    anchors: ["github_pat_"],
    regex: /\b(github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/g,
    inLibraries: true,
  },
  {
    id: "gitlab-token",
    title: "GitLab token",
    anchors: ["glpat-"],
    regex: /\b(glpat-[A-Za-z0-9_-]{20,64})\b/g,
    inLibraries: true,
  },
  {
    id: "slack-token",
    title: "Slack token",
    anchors: ["xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-"],
    regex: /\b(xox[abprs]-\d{8,}-[A-Za-z0-9-]{10,200})\b/g,
    inLibraries: true,
  },
  {
    id: "slack-webhook",
    title: "Slack webhook",
    anchors: ["hooks.slack.com"],
    regex: /hooks\.slack\.com\/services\/(T[A-Z0-9]{8,}\/B[A-Z0-9]{8,}\/[A-Za-z0-9]{20,})/g,
    inLibraries: true,
  },
  {
    id: "stripe-key",
    title: "Stripe live key",
    anchors: ["sk_live_", "rk_live_"],
    regex: /\b([sr]k_live_[0-9A-Za-z]{20,200})\b/g,
    inLibraries: true,
  },
  {
    id: "google-api-key",
    title: "Google API key",
    anchors: ["AIza"],
    regex: /\b(AIza[0-9A-Za-z_-]{35})(?![0-9A-Za-z_-])/g,
    inLibraries: true,
  },
  {
    id: "openai-key",
    title: "OpenAI key",
    anchors: ["T3BlbkFJ"],
    regex: /\b(sk-[A-Za-z0-9_-]{10,120}T3BlbkFJ[A-Za-z0-9_-]{20,120})/g,
    inLibraries: true,
  },
  {
    id: "anthropic-key",
    title: "Anthropic key",
    anchors: ["sk-ant-"],
    regex: /\b(sk-ant-[a-z0-9]+-[A-Za-z0-9_-]{80,120})/g,
    inLibraries: true,
  },
  { id: "npm-token", title: "npm token", anchors: ["npm_"], regex: /\b(npm_[A-Za-z0-9]{36})\b/g, inLibraries: true },
  {
    id: "pypi-token",
    title: "PyPI token",
    anchors: ["pypi-AgE"],
    regex: /\b(pypi-AgE[A-Za-z0-9_-]{60,400})/g,
    inLibraries: true,
  },
  {
    id: "sendgrid-key",
    title: "SendGrid key",
    anchors: ["SG."],
    regex: /\b(SG\.[\w-]{22}\.[\w-]{43})\b/g,
    inLibraries: true,
  },
  {
    id: "private-key",
    title: "private key",
    anchors: ["PRIVATE KEY"],
    // The header alone stands in every program that reads keys: a body must follow.
    regex:
      /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\n|\s)*(?:(?:[A-Za-z-]+: [^\n]*\n)+(?:\\n|\s)*)?([A-Za-z0-9+/=]{40,})/g,
    inLibraries: true,
  },
  {
    id: "json-web-token",
    title: "JSON web token",
    anchors: ["eyJ"],
    regex: /\b(eyJ[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{20,1000})\b/g,
    inLibraries: false,
  },
  {
    id: "url-credentials",
    title: "password in a URL",
    anchors: ["://"],
    regex: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/'"`$<>{}()[\]]{1,64}:([^\s:@/'"`$<>{}()[\]]{6,100})@[\w.-]+/g,
    inLibraries: false,
  },
  {
    id: "registry-auth-token",
    title: "registry token",
    anchors: ["_authToken"],
    regex: /:_authToken=["']?([A-Za-z0-9._~+/=-]{16,})/g,
    inLibraries: true,
  },
];

/** Names under which secrets are kept: at the end of a variable's name, or the whole of it. */
export const secretName =
  /(?:^|[_-])(?:password|passwd|passphrase|secret|secret_?key|token|api_?key|access_?key|private_?key|credentials?|auth)$/i;

/** `NAME = "value"` in program text and configuration. Groups: the name, the value. */
export const quotedAssignment = /\b([A-Za-z][A-Za-z0-9_-]{0,60})["']?\s{0,4}[:=]\s{0,4}["']([^\s"']{8,200})["']/g;

/** `NAME=value` at the start of a line of an environment file, or in a recorded instruction. */
export const plainAssignment = /(?:^|[\s|])(?:export\s+)?([A-Za-z][A-Za-z0-9_]{0,60})=["']?([^\s"']{4,400})/gm;
