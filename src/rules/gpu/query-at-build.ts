import { defineRule } from "../define.ts";
import { removeCalls } from "../call-edits.ts";
import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";

const forgiven = new OfLast<RunInstruction, boolean>();
const forgives = (run: RunInstruction): boolean => run.rest.text.includes("||");

export default defineRule({
  id: "SW3202",
  slug: "gpu/query-at-build",
  title: "The GPU is asked for while building",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "A build has no GPU: the command fails, or bakes in the answer that there is none.",
  sources: ["https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/index.html"],
  aka: ["tally:gpu/no-buildtime-gpu-queries"],
  examples: [
    {
      bad: "FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nRUN nvidia-smi\n",
      good: 'FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nCMD ["nvidia-smi"]\n',
      fixed: "FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\n",
    },
    {
      bad: 'FROM pytorch/pytorch:2.8.0-cuda12.8-cudnn9-runtime\nRUN python -c "import torch; assert torch.cuda.is_available()"\n',
      good: 'FROM pytorch/pytorch:2.8.0-cuda12.8-cudnn9-runtime\nRUN python -c "import torch"\n',
    },
  ],
  quiet: ["FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nRUN nvidia-smi || true\n"],
  message: () => "A build has no GPU to ask.",
  check({ view, report }) {
    for (const call of view.everyCall()) {
      const asks =
        call.name === "nvidia-smi" ||
        (call.name.startsWith("python") &&
          call.words.some((word) =>
            /torch\.cuda\.(is_available|device_count|get_device)|list_physical_devices\(['"]GPU/.test(word.text),
          ));
      if (asks && !forgiven.of(call.run, forgives))
        report({
          span: call,
          args: {},
          fix: call.name === "nvidia-smi" && call.pipe.length === 1 ? removeCalls(view, call.run, [call]) : undefined,
        });
    }
  },
});
