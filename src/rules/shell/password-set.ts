import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW5004",
  slug: "shell/password-set",
  title: "A password set in RUN",
  severity: "error",
  dimension: "security",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "The password is in the image's history, and its hash in every copy of the image.",
  sources: ["https://cwe.mitre.org/data/definitions/798.html"],
  aka: ["checkov:CKV2_DOCKER_17", "dockle:DKL-LI-0001"],
  examples: [
    { bad: "FROM debian:13\nRUN echo 'root:root' | chpasswd\n", good: "FROM debian:13\nRUN useradd --system app\n" },
  ],
  quiet: ["FROM debian:13\nRUN passwd -l root && useradd app\n"],
  message: (a: { name: string }) => `${a.name} leaves a password in the image.`,
  check({ eachCall, report }) {
    eachCall(["chpasswd", "passwd"], (call) => {
      if (
        call.name === "passwd" &&
        !call.words.some((word) => word.text === "-d" || word.text === "--delete" || word.text === "--stdin")
      )
        return;
      report({ span: call, args: { name: call.name } });
    });
  },
});
