import { rootCertificates } from "node:tls";
import type { Trial } from "../../core/ports/trial.ts";
import { openImage } from "../../formats/image-archive/index.ts";
import { certificateBodies, inspectImage } from "../../image/index.ts";
import { always, defineClaim, fails, holds, listed, type Outcome, skipped } from "../define.ts";

export default defineClaim({
  id: "no-secrets",
  title: "No secret and no certificate of the host is in the image, deleted files included",
  why: "Whoever can pull an image can read every layer of it: a file deleted by a later instruction is still there.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  since: "0.1.0",
  apart: true,
  appliesTo: always,
  prove: (trial) => scanned(trial, trial.image),
  control: {
    broken: "a token in a file that a later instruction deletes",
    prove: withPlanted,
  },
});

async function scanned(trial: Trial, reference: string): Promise<Outcome> {
  const image = await openImage(await trial.archive(reference));
  const certificates = await hostCertificates(trial);
  const found = await inspectImage(image, { certificates });
  const secrets = found.secrets.map(
    (one) =>
      `${one.title} in ${one.where}${one.deleted ? ` (deleted, still in layer ${one.layer})` : ""}: ${one.value}`,
  );
  const leaked = found.certificates.map(
    (one) => `the host's certificate ${one.certificate.slice(0, 16)}… in /${one.path} of layer ${one.layer}`,
  );
  const wrong = [...new Set([...secrets, ...leaked])];
  const figures = {
    layers: found.layers.length,
    bytes: found.bytes,
    secrets: secrets.length,
    certificates: leaked.length,
  };
  if (wrong.length > 0) return { ...fails(listed(wrong, 3), figures), digests: [image.manifest.imageId] };
  const files = found.layers.reduce((sum, layer) => sum + layer.files, 0);
  const searched = certificates.length === 0 ? "" : `, and none of the host's ${certificates.length} certificates`;
  return {
    ...holds(
      `nothing in ${files} files of ${found.layers.length} layers, environment, labels and history${searched}`,
      figures,
    ),
    digests: [image.manifest.imageId],
  };
}

/** Where distributions keep the public roots that they ship; what an administrator adds goes elsewhere. */
const shippedRoots = "/usr/share/ca-certificates";

/** The host's own certificates: those that everybody has (Node's roots, the distribution's) are no leak. */
async function hostCertificates(trial: Trial): Promise<readonly string[]> {
  const everybodys = new Set(rootCertificates.flatMap(certificateBodies));
  if (trial.hostCertificates.length > 0 && (await trial.files.exists(shippedRoots))) {
    const tree = await trial.files.tree(shippedRoots);
    for (const { path } of tree.entries)
      for (const body of certificateBodies(tree.read(path) ?? "")) everybodys.add(body);
  }
  const bodies = new Set<string>();
  for (const path of trial.hostCertificates) {
    if (!(await trial.files.exists(path))) continue;
    for (const body of certificateBodies(await trial.files.readText(path))) if (!everybodys.has(body)) bodies.add(body);
  }
  return [...bodies];
}

async function withPlanted(trial: Trial): Promise<Outcome> {
  // Put together here, so that no token stands in any source.
  const token = ["ghp", "s34W0rthyPl4nt3dC0ntr0lT0k3n0f36Ch4r"].join("_");
  const files = { "seaworthy-planted.txt": `TOKEN ${token}\n`, "seaworthy-empty.txt": "" };
  const start = `FROM ${trial.image}\nUSER 0\nCOPY seaworthy-planted.txt /seaworthy-planted.txt\n`;
  const deleting = await trial.build({
    name: "planted-secret",
    dockerfileText: `${start}RUN ["rm", "/seaworthy-planted.txt"]\n`,
    files,
    withoutIgnoreFile: true,
  });
  // An image without rm: overwriting hides the file just the same.
  const built = deleting.ok
    ? deleting
    : await trial.build({
        name: "planted-secret",
        dockerfileText: `${start}COPY seaworthy-empty.txt /seaworthy-planted.txt\n`,
        files,
        withoutIgnoreFile: true,
      });
  if (!built.ok) return skipped("the image with the planted token did not build");
  const outcome = await scanned(trial, built.tag);
  if (outcome.verdict !== "FAIL") return outcome;
  return outcome.said.includes("seaworthy-planted.txt")
    ? outcome
    : holds(`the planted token was not among what was found: ${outcome.said}`);
}
