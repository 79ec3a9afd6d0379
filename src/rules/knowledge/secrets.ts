import { remember } from "./remember.ts";

/** Names whose value is a secret: the word stands at the end of the name. */
const secretTail =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PASSWORT|SECRET|SECRETS|TOKEN|CREDENTIAL|CREDENTIALS|API_?KEY|SECRET_?KEY|PRIVATE_?KEY|ACCESS_?KEY|AUTH_?KEY|ENCRYPTION_?KEY|SIGNING_?KEY|MASTER_?KEY|LICENSE_?KEY|SECRET_KEY_BASE|JWT_KEY|HMAC_KEY|SSH_KEY|DEPLOY_KEY|KEY_?PASS|PGPASSWORD)\d*$/;
const passTail = /(?:[A-Z0-9]_(?:PASS|PWD)|^PASS|^PGPASS)$/;
/** Words that make such a name harmless: settings about secrets. */
const harmless =
  /(?:^|_)(?:ALLOW|EMPTY|RANDOM|DISABLE|ENABLE|REQUIRE|SKIP|NO|USE|WITHOUT|PUBLIC|MAX|MIN|HAS|CHECK|VALIDATE|VERIFY|TEMPLATE|COUNT|SAVE|CANCEL|TOKENIZERS|PAD|EOS|BOS|UNK|STOP|TOKENS)(?:_|$)/;

/** How all of these end, however they are written: most names are told by this alone. */
const anyTail = /(?:pass(?:word|wd|phrase|wort)?|pwd|secrets?|token|credentials?|key|base)\d*$/i;

const holdsSecret = remember((name) => {
  const upper = /^[A-Z_]*\d*$/.test(name)
    ? name
    : name
        .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
        .replace(/[-.]/g, "_")
        .toUpperCase();
  return (secretTail.test(upper) || passTail.test(upper)) && !harmless.test(upper);
});

/** Whether a variable of this name holds a secret. `KMS_KEY_ALIAS`, `KEY_NAME`, `PASSWORD_FILE` and the like do not. */
export function isSecretName(name: string): boolean {
  return anyTail.test(name) && holdsSecret(name);
}

/** Whether a value cannot be a secret: nothing, a switch, a small number, a path, a reference to something else. */
export function isHarmlessValue(value: string): boolean {
  return (
    value === "" ||
    /^(true|false|yes|no|on|off|none|null|\d{1,3})$/i.test(value) ||
    /^(\/run\/secrets\/|file:|\/[\w./-]+$)/.test(value)
  );
}

export interface SecretPattern {
  readonly what: string;
  /** A literal that must be in the text before the pattern is tried. */
  readonly hint: string;
  readonly pattern: RegExp;
}

/** A quick look that tells most files from those that may hold one of the forms below. */
export const anySecret =
  /A(?:KIA|SIA|Iza)|(?:gh[pousr]|github_pat|k_live|npm)_|(?:glpat|sk|pypi)-|xox[abprs]|PRIVATE KEY|eyJ/;

/** Published forms of credentials. Each has a fixed prefix, so looking for them is one search a prefix. */
export const secretPatterns: readonly SecretPattern[] = [
  { what: "AWS access key id", hint: "A", pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { what: "GitHub token", hint: "gh", pattern: /\bgh[pousr]_[A-Za-z0-9]{36,251}\b/g },
  { what: "GitHub token", hint: "github_pat_", pattern: /\bgithub_pat_[A-Za-z0-9_]{22,255}\b/g },
  { what: "GitLab token", hint: "glpat-", pattern: /\bglpat-[A-Za-z0-9_-]{20,64}\b/g },
  { what: "Slack token", hint: "xox", pattern: /\bxox[abprs]-[A-Za-z0-9-]{10,250}\b/g },
  { what: "Stripe live key", hint: "k_live_", pattern: /\b[rs]k_live_[A-Za-z0-9]{16,120}\b/g },
  { what: "Google API key", hint: "AIza", pattern: /\bAIza[0-9A-Za-z_-]{35}\b/g },
  { what: "OpenAI key", hint: "sk-", pattern: /\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,200}\b/g },
  { what: "npm token", hint: "npm_", pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { what: "PyPI token", hint: "pypi-", pattern: /\bpypi-[A-Za-z0-9_-]{50,250}\b/g },
  {
    what: "private key",
    hint: "PRIVATE KEY-----",
    pattern: /-----BEGIN (?:RSA |EC |OPENSSH |DSA |PGP )?PRIVATE KEY-----/g,
  },
  {
    what: "JSON web token",
    hint: "eyJ",
    pattern: /\beyJ[A-Za-z0-9_-]{10,400}\.eyJ[A-Za-z0-9_-]{10,1000}\.[A-Za-z0-9_-]{10,400}/g,
  },
];

/** Files that hold credentials, by their last name. Examples and templates of them do not. */
const secretFile =
  /^(?:\.env(?:\.(?!example|sample|template|dist|defaults?$|test|ci)[\w.-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.npmrc|\.pypirc|\.netrc|\.git-credentials|\.htpasswd|\.pgpass|.*\.(?:pem|key|p12|pfx|jks|keystore)|credentials|credentials\.json|service-account\.json|secrets?\.(?:json|ya?ml|toml|env))$/;

/** What must stand somewhere in the path of one: most paths are told by this alone. */
const anyFile =
  /\.(?:env|npmrc|pypirc|netrc|git-credentials|htpasswd|pgpass|pem|key|p12|pfx|jks|ssh|aws|gnupg|kube|docker)|id_|credentials|service-account|secret/;

/** What of a copied path is a credential, or null. Public keys and certificates are none. */
export function secretFileOf(path: string): string | null {
  return anyFile.test(path) ? credentialOf(path) : null;
}

const credentialOf = remember((path): string | null => {
  const bare = path.replace(/(?<!\/)\/+$/, "");
  const name = bare.split("/").at(-1) ?? "";
  if (/(^|\/)\.(ssh|aws|gnupg|kube|docker)$/.test(bare)) return path;
  if (
    /(^|[._-])(pub|pubkey|public|gpg|ca|cert|crt|chain|fullchain|bundle|apt|repo|signing|archive)([._-]|$)/i.test(name)
  )
    return null;
  return secretFile.test(name) ? name : null;
});
