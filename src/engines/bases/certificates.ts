import { createHash, X509Certificate } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { rootCertificates } from "node:tls";

/** A certificate that this host trusts and its distribution did not bring. */
export interface HostCertificate {
  /** Lower-case hex of the SHA-256 of the DER bytes. */
  readonly sha256: string;
  readonly subject: string;
  readonly pem: string;
  /** Files of the host that hold it. */
  readonly paths: readonly string[];
}

/** Where certificates are looked for. */
export interface CertificatePlaces {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folders with certificates that an administrator added. */
  readonly added: readonly string[];
  /** Folders with the distribution's own certificates. */
  readonly distribution: readonly string[];
}

const bundleVariables = ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"];

/** This host's own places: what its environment names, an administrator's folders, the distribution's. */
export function placesOf(environment: CertificatePlaces["environment"]): CertificatePlaces {
  return {
    environment,
    added: ["/usr/local/share/ca-certificates", "/etc/pki/ca-trust/source/anchors"],
    distribution: ["/usr/share/ca-certificates", "/usr/share/pki/ca-trust-source"],
  };
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Every block of a PEM text that says it is a certificate, by the SHA-256 of its bytes. Parsing all of a host's takes longer than a rebuild. */
function blocksIn(text: string): readonly { sha256: string; pem: string }[] {
  return [...text.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g)].map(
    ([block, base64 = ""]) => ({
      sha256: createHash("sha256").update(Buffer.from(base64, "base64")).digest("hex"),
      pem: `${block}\n`,
    }),
  );
}

/** Null for a block that is no certificate. */
function subjectOf(pem: string): string | null {
  try {
    return new X509Certificate(pem).subject.replaceAll("\n", ", ");
  } catch {
    return null;
  }
}

/** The certificates that this host trusts beyond its distribution's and Node's own, sorted by fingerprint. Unreadable files are passed over. */
export async function hostCertificates(places: CertificatePlaces): Promise<readonly HostCertificate[]> {
  const ordinary = new Set(rootCertificates.flatMap((pem) => blocksIn(pem).map((block) => block.sha256)));
  const theirs = (await Promise.all(places.distribution.map(filesUnder))).flat();
  for (const text of await Promise.all(theirs.map((file) => readFile(file, "utf8").catch(() => "")))) {
    for (const block of blocksIn(text)) ordinary.add(block.sha256);
  }
  const bundles = bundleVariables.map((name) => places.environment[name] ?? "").filter((path) => path !== "");
  const added = await Promise.all(places.added.map(filesUnder));
  const extra = new Map<string, HostCertificate>();
  for (const path of new Set([...added.flat(), ...bundles])) {
    for (const block of blocksIn(await readFile(path, "utf8").catch(() => ""))) {
      if (ordinary.has(block.sha256)) continue;
      const before = extra.get(block.sha256);
      const subject = before?.subject ?? subjectOf(block.pem);
      if (subject === null) continue;
      extra.set(block.sha256, { ...block, subject, paths: [...(before?.paths ?? []), path] });
    }
  }
  return [...extra.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}

/** The host's proxy settings as Docker's predefined build arguments: they reach RUN steps and stay out of the image and its history. */
export function proxyBuildArgs(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const args: Record<string, string> = {};
  for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"]) {
    for (const key of [name, name.toLowerCase()]) {
      const value = environment[key];
      if (value !== undefined && value !== "") args[key] = value;
    }
  }
  return args;
}
