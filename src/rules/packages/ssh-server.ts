import { defineRule } from "../define.ts";
import { operands } from "../calls.ts";

export default defineRule({
  id: "SW3007",
  slug: "packages/ssh-server",
  title: "SSH server in an image",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "A second way in, with keys and passwords of its own to keep. `docker exec` and its like need none.",
  sources: ["https://www.docker.com/blog/how-to-secure-docker-images/"],
  aka: ["dockerfile_lint:installing_ssh"],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get update && apt-get install -y openssh-server\n",
      good: "FROM debian:13\nRUN apt-get update && apt-get install -y openssh-client\n",
    },
  ],
  message: (a: { name: string }) => `${a.name} opens a second way into the container.`,
  check({ eachCall, report }) {
    eachCall(["apt-get", "apt", "apk", "yum", "dnf", "microdnf", "zypper"], (call) => {
      for (const word of operands(call)) {
        if (
          /^(openssh-server|dropbear|openssh)([=~<>].*)?$/.test(word.value ?? "") &&
          !(word.value === "openssh" && call.name !== "apk")
        )
          report({ span: word, args: { name: word.text } });
      }
    });
  },
});
