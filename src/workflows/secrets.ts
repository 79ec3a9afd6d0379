/** The id by which a Dockerfile asks for the host's extra certificates: `RUN --mount=type=secret,id=ca,…`. */
const CERTIFICATES_ID = "ca";

/** Secrets to hand to a build: the host's certificate bundle, and only to a Dockerfile that asks for it. */
export function hostSecrets(dockerfileText: string, certificateFiles: readonly string[]): Record<string, string> {
  const bundle = certificateFiles[0];
  const asked = /--mount=[^\s]*\bid=ca\b/.test(dockerfileText);
  return asked && bundle !== undefined ? { [CERTIFICATES_ID]: bundle } : {};
}
