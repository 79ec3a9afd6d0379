import { defineRule } from "../define.ts";
import { removePair, replace } from "../edits.ts";

export default defineRule({
  id: "SW3204",
  slug: "gpu/devices-fixed",
  title: "GPUs chosen by the image",
  severity: "info",
  dimension: "portability",
  profile: "strict",
  points: 0.5,
  fix: "suggested",
  since: "0.1.0",
  why: "Which devices a container gets is for whoever runs it; a fixed list is wrong on the next machine, and `all` capabilities ask for more than compute needs.",
  sources: ["https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html"],
  aka: ["tally:gpu/no-hardcoded-visible-devices", "tally:gpu/prefer-minimal-driver-capabilities"],
  examples: [
    {
      bad: "FROM ubuntu:24.04\nENV NVIDIA_VISIBLE_DEVICES=0,1\n",
      good: "FROM ubuntu:24.04\nENV NVIDIA_VISIBLE_DEVICES=all\n",
      fixed: "FROM ubuntu:24.04\nENV NVIDIA_VISIBLE_DEVICES=all\n",
    },
    {
      bad: "FROM ubuntu:24.04\nENV NVIDIA_DRIVER_CAPABILITIES=all\n",
      good: "FROM ubuntu:24.04\nENV NVIDIA_DRIVER_CAPABILITIES=compute,utility\n",
      fixed: "FROM ubuntu:24.04\nENV NVIDIA_DRIVER_CAPABILITIES=compute,utility\n",
    },
  ],
  message: (a: { name: string; value: string }) => `${a.name}=${a.value} is for whoever runs the image to say.`,
  check({ view, each, report }) {
    each("env", (env) => {
      for (const pair of env.pairs) {
        if (!/^(?:NVIDIA|CUDA)_/.test(pair.name.text)) continue;
        const value = pair.value?.value ?? "";
        const fixed =
          (/^(NVIDIA|CUDA)_VISIBLE_DEVICES$/.test(pair.name.text) && /^\d|^GPU-/.test(value)) ||
          (pair.name.text === "NVIDIA_DRIVER_CAPABILITIES" && value === "all");
        if (!fixed || pair.value === null) continue;
        const right = pair.name.text === "NVIDIA_DRIVER_CAPABILITIES" ? "compute,utility" : "all";
        // CUDA has no word for all: it sees all where nothing is said.
        const fix =
          pair.name.text === "CUDA_VISIBLE_DEVICES" ? removePair(view.text, env, pair) : replace(pair.value, right);
        report({ span: pair, args: { name: pair.name.text, value }, fix: [fix] });
      }
    });
  },
});
