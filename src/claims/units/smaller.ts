import type { Trial } from "../../core/ports/trial.ts";
import { defineClaim, fails, holds, type Outcome, skipped } from "../define.ts";
import { singleStage } from "../single-stage.ts";

export default defineClaim({
  id: "smaller",
  title: "The image is smaller than the single-stage build of the same application",
  why: "What is not shipped need not be pulled, patched or explained.",
  sources: ["https://docs.docker.com/build/building/multi-stage/"],
  since: "0.1.0",
  early: true,
  apart: true,
  appliesTo: (_, plan) => plan.singleStage.length > 0 || "there is no single-stage build to compare with",
  prove: async (trial) => {
    const single = await trial.build(singleStage(trial.plan));
    return single.ok
      ? compared(trial, single.tag)
      : skipped(`the single-stage build fails: ${single.output.stderr.trim().slice(-200)}`);
  },
  control: {
    broken: "the image compared with itself",
    prove: (trial) => compared(trial, trial.image),
  },
});

async function compared(trial: Trial, otherTag: string): Promise<Outcome> {
  const [image, other] = [await trial.engine.image(trial.image), await trial.engine.image(otherTag)];
  if (image === null || other === null) return skipped(`there is no image ${image === null ? trial.image : otherTag}`);
  const ratio = other.size === 0 ? 1 : image.size / other.size;
  const figures = { bytes: image.size, singleBytes: other.size, ratio };
  const limit = trial.limits.smallerRatio ?? 1;
  const asked = limit === 1 ? "" : ` (limit ${limit})`;
  const said = `${megabytes(image.size)} against ${megabytes(other.size)}: ${ratio.toFixed(2)} of it${asked}`;
  return { ...(ratio < limit ? holds(said, figures) : fails(said, figures)), digests: [other.id] };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
