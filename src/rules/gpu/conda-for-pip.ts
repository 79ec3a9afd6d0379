import { subcommand } from "../calls.ts";
import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW3207",
  slug: "gpu/conda-for-pip",
  title: "conda where pip or uv would do",
  severity: "style",
  dimension: "size",
  profile: "all",
  points: 0,
  fix: "none",
  since: "0.1.0",
  why: "A conda environment repeats Python and its libraries; for packages that have wheels uv is faster and smaller. Advice only: some packages come from conda alone.",
  sources: ["https://docs.astral.sh/uv/guides/integration/pytorch/"],
  aka: ["tally:gpu/prefer-uv-over-conda"],
  examples: [
    {
      bad: "FROM continuumio/miniconda3:25.3.1-1\nRUN conda install -y pytorch\n",
      good: "FROM python:3.13-slim\nRUN uv pip install --system torch\n",
    },
  ],
  message: () => "These packages have wheels; uv installs them in less.",
  check({ eachCall, report }) {
    eachCall(["conda", "mamba", "micromamba"], (call) => {
      const word = call.words.find((one) =>
        /^(pytorch|torch|torchvision|tensorflow|jax)([=<>].*)?$/.test(one.value ?? ""),
      );
      if (word !== undefined && subcommand(call)?.value === "install") report({ span: word, args: {} });
    });
  },
});
