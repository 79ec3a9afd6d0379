/** The id by which a Dockerfile asks for the host's extra certificates: `RUN --mount=type=secret,id=ca,…`. */
const CERTIFICATES_ID = "ca";

/** Whether a Dockerfile asks for them. */
export function asksForCertificates(dockerfileText: string): boolean {
  return /--mount=[^\s]*\bid=ca\b/.test(dockerfileText);
}

/** Secrets to hand to a build: the host's certificate bundle, and only to a Dockerfile that asks for it. */
export function hostSecrets(dockerfileText: string, bundle: string | null): Record<string, string> {
  return asksForCertificates(dockerfileText) && bundle !== null ? { [CERTIFICATES_ID]: bundle } : {};
}
