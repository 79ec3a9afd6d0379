import { defineRule } from "../define.ts";
import { removePackage } from "../call-edits.ts";
import { imageName } from "../knowledge/image-name.ts";
import { installsOf, packageName, systemManagers } from "../knowledge/packages.ts";

export default defineRule({
  id: "SW3205",
  slug: "gpu/cuda-installed-twice",
  title: "CUDA packages on a base that has them",
  severity: "warning",
  dimension: "size",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "Gigabytes a second time; the runtime and devel images hold the toolkit already.",
  sources: ["https://hub.docker.com/r/nvidia/cuda"],
  aka: ["tally:gpu/no-redundant-cuda-install"],
  examples: [
    {
      bad: "FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nRUN apt-get install -y cuda-toolkit-12-8\n",
      good: "FROM nvidia/cuda:12.8.1-devel-ubuntu24.04\nRUN nvcc --version\n",
      fixed: "FROM nvidia/cuda:12.8.1-devel-ubuntu24.04\n",
    },
  ],
  quiet: [
    "FROM nvidia/cuda:12.8.1-base-ubuntu24.04\nRUN apt-get install -y cuda-libraries-12-8\n",
    "FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nRUN apt-get install -y libcudnn9-cuda-12\n",
  ],
  message: (a: { name: string }) => `Take a base with what ${a.name} brings instead.`,
  check({ view, eachCall, report }) {
    eachCall(systemManagers, (call) => {
      const stage = view.stageOf(call.run);
      const base = imageName(stage === null ? "" : (view.root(stage) ?? ""));
      if (base.name !== "nvidia/cuda" || !/runtime|devel/.test(base.tag ?? "")) return;
      const packages = installsOf(call) ?? [];
      for (const word of packages) {
        const name = packageName(word);
        if (/^(cuda|cuda-\d.*|cuda-toolkit.*|cuda-runtime.*|nvidia-cuda-toolkit|cuda-libraries.*)$/.test(name)) {
          // What compiles needs the image that has the compiler.
          const from = stage?.from.image;
          const at = from?.text.lastIndexOf("-runtime-") ?? -1;
          const toolkit = /toolkit|^cuda(-\d.*)?$/.test(name) && base.tag?.includes("runtime") === true;
          const removal = removePackage(view, call, word, packages.length);
          const moved =
            !toolkit || from == null ? [] : [{ start: from.start + at + 1, end: from.start + at + 8, text: "devel" }];
          const known = removal !== undefined && !(toolkit && (at === -1 || from?.dynamic === true));
          report({ span: word, args: { name }, fix: known ? [...moved, ...removal] : undefined });
        }
      }
    });
  },
});
