/** Pieces of Dockerfile text that several bases share. No heredocs: the BuildKit in Docker 20.10 does not know them. */

/** One apt-get install that leaves no lists, caches or logs in its layer. */
export function aptInstall(packages: readonly string[]): string {
  return [
    "RUN apt-get update -q \\",
    ` && apt-get install -qy --no-install-recommends ${packages.join(" ")} \\`,
    " && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/apt/archives/*.deb /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache \\",
    "    /var/log/apt /var/log/dpkg.log /var/log/alternatives.log",
  ].join("\n");
}

/** The system's bundle, where the tools that bring roots of their own have to be pointed at. */
const bundle = "/etc/ssl/certs/ca-certificates.crt";

/** Puts the certificates of the build context into the trust store. The image must have the package ca-certificates. */
export const trustHostCertificates = [
  "COPY certificates/ /usr/local/share/ca-certificates/",
  "RUN update-ca-certificates",
  `ENV SSL_CERT_FILE=${bundle} PIP_CERT=${bundle} REQUESTS_CA_BUNDLE=${bundle} NODE_EXTRA_CA_CERTS=${bundle}`,
].join("\n");
