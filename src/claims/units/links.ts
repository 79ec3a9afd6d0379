import type { Trial } from "../../core/ports/trial.ts";
import { openImage } from "../../formats/image-archive/index.ts";
import { surveyImage } from "../../image/index.ts";
import { baseLayers } from "../base-layers.ts";
import { always, defineClaim, fails, holds, listed, type Outcome, skipped } from "../define.ts";

/** Libraries that nearly every program on glibc or musl needs, the least necessary first. */
const usual =
  /(?:^|\/)(?:libz\.so\.1|libstdc\+\+\.so\.6|libgcc_s\.so\.1|libm\.so\.6|libc\.so\.6|libc\.musl-\w+\.so\.1)$/;

export default defineClaim({
  id: "links",
  title: "Every library that a program needs is in the image, and so is what its scripts and its start name",
  why: "A stage that copies a program without its libraries builds, and fails on the route that first loads it.",
  sources: [
    "https://man7.org/linux/man-pages/man8/ld.so.8.html",
    "https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html",
  ],
  since: "0.1.0",
  apart: true,
  thorough: true,
  appliesTo: always,
  prove: (trial) => linked(trial, trial.image),
  control: { broken: "one shared library emptied", prove: withoutLibrary },
});

async function linked(trial: Trial, reference: string): Promise<Outcome> {
  const image = await openImage(await trial.archive(reference));
  const { inspection, view } = await surveyImage(reference, image, { secrets: false });
  const { machines, missing, interpreters, start } = inspection.links;
  const files = Object.values(machines).reduce((sum, count) => sum + count, 0);
  const base = await baseLayers(trial, image.config.diffIds);
  const foreign = inspection.findings.filter((one) => one.slug === "links/other-machine");
  const wrong = [
    ...(start?.problem === null || start === null
      ? []
      : [`the image's start ${start.argv.join(" ")}: ${start.problem}`]),
    // What the base lacks is its own matter, unless a layer above took it away.
    ...missing
      .filter((one) => one.layer >= base || reference !== trial.image)
      .map(
        (one) =>
          `/${one.path} needs ${one.library}${one.elsewhere === null ? "" : `, which lies at /${one.elsewhere}`}`,
      ),
    ...interpreters
      .filter((one) => !one.found && (view.get(one.example)?.layer ?? 0) >= base)
      .map((one) => `${one.interpreter} is not there, and ${one.files} files name it, such as /${one.example}`),
    ...foreign.map((one) => one.message),
  ];
  const figures = { files, missing: missing.length };
  if (wrong.length > 0) return { ...fails(listed(wrong, 3), figures), digests: [image.manifest.imageId] };
  return holds(
    `${files} programs and libraries find what they need, ${interpreters.length} loaders and interpreters are there`,
    figures,
  );
}

async function withoutLibrary(trial: Trial): Promise<Outcome> {
  const image = await openImage(await trial.archive(trial.image));
  const { inspection, view } = await surveyImage(trial.image, image, { secrets: false });
  const unused = new Set(inspection.links.unused.map((one) => one.path));
  const paths = [...view.entries()].map((one) => one.path).filter((path) => usual.test(path) && !unused.has(path));
  const [victim] = paths.toSorted((a, b) => rank(a) - rank(b));
  if (victim === undefined) return skipped("the image holds no shared library that could be missed");
  const built = await trial.build({
    name: "library-emptied",
    dockerfileText: `FROM ${trial.image}\nUSER 0\nCOPY seaworthy-empty /${victim}\n`,
    files: { "seaworthy-empty": "" },
    withoutIgnoreFile: true,
  });
  if (!built.ok) return skipped(`the image without /${victim} did not build`);
  const outcome = await linked(trial, built.tag);
  const name = victim.slice(victim.lastIndexOf("/") + 1);
  return outcome.verdict !== "FAIL" || outcome.said.includes(name)
    ? outcome
    : holds(`${name} is not named: ${outcome.said}`);
}

function rank(path: string): number {
  return ["libz", "libstdc", "libgcc", "libm", "libc"].findIndex((name) => path.includes(`/${name}`));
}
