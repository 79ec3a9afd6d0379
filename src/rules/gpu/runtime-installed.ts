import { defineRule } from "../define.ts";
import { removePackage } from "../call-edits.ts";
import { installsOf, packageName, systemManagers } from "../knowledge/packages.ts";

export default defineRule({
  id: "SW3203",
  slug: "gpu/runtime-installed",
  title: "NVIDIA's container runtime inside an image",
  severity: "warning",
  dimension: "size",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The runtime belongs on the host, which mounts the driver into the container; inside it does nothing.",
  sources: ["https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html"],
  aka: ["tally:gpu/no-container-runtime-in-image"],
  examples: [
    {
      bad: "FROM ubuntu:24.04\nRUN apt-get install -y nvidia-container-toolkit\n",
      good: "FROM nvidia/cuda:12.8.1-base-ubuntu24.04\nRUN apt-get install -y curl\n",
      fixed: "FROM ubuntu:24.04\n",
    },
  ],
  message: (a: { name: string }) => `${a.name} belongs on the host.`,
  check({ view, eachCall, report }) {
    if (!view.text.includes("nvidia")) return;
    eachCall(systemManagers, (call) => {
      const packages = installsOf(call) ?? [];
      for (const word of packages) {
        const name = packageName(word);
        if (/^(nvidia-container-(toolkit|runtime)|nvidia-docker2?|libnvidia-container1?)/.test(name))
          report({ span: word, args: { name }, fix: removePackage(view, call, word, packages.length) });
      }
    });
  },
});
