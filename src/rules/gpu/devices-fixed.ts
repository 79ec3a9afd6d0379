import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW3204",
  slug: "gpu/devices-fixed",
  title: "GPUs chosen by the image",
  severity: "info",
  dimension: "portability",
  profile: "strict",
  points: 0.5,
  fix: "none",
  since: "0.1.0",
  why: "Which devices a container gets is for whoever runs it; a fixed list is wrong on the next machine, and `all` capabilities ask for more than compute needs.",
  sources: ["https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html"],
  aka: ["tally:gpu/no-hardcoded-visible-devices", "tally:gpu/prefer-minimal-driver-capabilities"],
  examples: [
    {
      bad: "FROM ubuntu:24.04\nENV NVIDIA_VISIBLE_DEVICES=0,1\n",
      good: "FROM ubuntu:24.04\nENV NVIDIA_VISIBLE_DEVICES=all\n",
    },
    {
      bad: "FROM ubuntu:24.04\nENV NVIDIA_DRIVER_CAPABILITIES=all\n",
      good: "FROM ubuntu:24.04\nENV NVIDIA_DRIVER_CAPABILITIES=compute,utility\n",
    },
  ],
  message: (a: { name: string; value: string }) => `${a.name}=${a.value} is for whoever runs the image to say.`,
  check({ each, report }) {
    each("env", ({ pairs }) => {
      for (const pair of pairs) {
        const value = pair.value?.value ?? "";
        const fixed =
          (/^(NVIDIA|CUDA)_VISIBLE_DEVICES$/.test(pair.name.text) && /^\d|^GPU-/.test(value)) ||
          (pair.name.text === "NVIDIA_DRIVER_CAPABILITIES" && value === "all");
        if (fixed) report({ span: pair, args: { name: pair.name.text, value } });
      }
    });
  },
});
