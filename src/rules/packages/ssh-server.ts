import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { removePackage } from "../call-edits.ts";
import { operands } from "../calls.ts";

export default defineRule({
  id: "SW3007",
  slug: "packages/ssh-server",
  title: "SSH server in an image",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "A second way in, with keys and passwords of its own to keep. `docker exec` and its like need none.",
  sources: ["https://www.docker.com/blog/how-to-secure-docker-images/"],
  aka: ["dockerfile_lint:installing_ssh"],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get update && apt-get install -y openssh-server\n",
      good: "FROM debian:13\nRUN apt-get update && apt-get install -y openssh-client\n",
      fixed: "FROM debian:13\n",
    },
  ],
  message: (a: { name: string }) => `${a.name} opens a second way into the container.`,
  check({ view, eachCall, report }) {
    let used: boolean | null = null;
    eachCall(["apt-get", "apt", "apk", "yum", "dnf", "microdnf", "zypper"], (call) => {
      const packages = operands(call);
      for (const word of packages) {
        if (
          /^(openssh-server|dropbear|openssh)([=~<>].*)?$/.test(word.value ?? "") &&
          !(word.value === "openssh" && call.name !== "apk")
        ) {
          // Whoever starts or sets the server up means it.
          used ??= /sshd|ssh-keygen|authorized_keys|dropbear\s+-/.test(view.text) || exposesIt(view.text);
          const fix = used
            ? undefined
            : word.value === "openssh"
              ? [replace(word, "openssh-client")]
              : removePackage(view, call, word, packages.length - 1);
          report({ span: word, args: { name: word.text }, fix });
        }
      }
    });
  },
});

function exposesIt(text: string): boolean {
  return text.split("\n").some((line) => {
    const at = line.indexOf("EXPOSE");
    return at !== -1 && /\b22\b/.test(line.slice(at));
  });
}
