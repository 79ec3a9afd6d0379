import { defineRule } from "../define.ts";
import type { CallWord } from "../calls.ts";
import { enumerated } from "../enumerated.ts";
import { installsOf, systemManagers } from "../knowledge/packages.ts";

export default defineRule({
  id: "SW3011",
  slug: "packages/unpinned",
  title: "System packages without a version",
  severity: "style",
  dimension: "reproducibility",
  profile: "all",
  points: 0,
  fix: "none",
  since: "0.1.0",
  why: "A version pinned to a mirror that moves on breaks the build on the day of a security update, which is when one wants it to work. Pin the base image, and where the same packages are a must use a snapshot mirror. So this is advice and costs nothing.",
  sources: ["https://snapshot.debian.org/", "https://docs.docker.com/build/building/best-practices/#apt-get"],
  aka: [
    "hadolint:DL3008",
    "hadolint:DL3018",
    "hadolint:DL3033",
    "hadolint:DL3041",
    "hadolint:DL3037",
    "kics:apt_get_install_pin_version_not_defined",
    "kics:unpinned_package_version_in_apk_add",
    "kics:yum_install_without_version",
    "kics:missing_version_specification_in_dnf_install",
    "kics:zypper_install_without_version",
    "droast:DF005",
    "droast:DF052",
    "dockerfile-doctor:DD022",
    "dockerfile-doctor:DD027",
    "dockerfile-doctor:DD032",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN apt-get update && apt-get install -y curl\n",
      good: "FROM debian:13\nRUN apt-get update && apt-get install -y curl=8.14.1-2\n",
    },
    {
      bad: "FROM alpine:3.24\nRUN apk add --no-cache curl\n",
      good: 'FROM alpine:3.24\nRUN apk add --no-cache "curl~8.14"\n',
    },
  ],
  quiet: [
    "FROM debian:13\nRUN apt-get install -y ./local.deb $PACKAGES\n",
    "FROM fedora:43\nRUN dnf install -y https://example.org/a.rpm curl-8.14.1\n",
  ],
  message: (a: { packages: string }) => `No version: ${a.packages}.`,
  check({ eachCall, report }) {
    eachCall(systemManagers, (call) => {
      const loose = enumerated(installsOf(call) ?? [], isLoose);
      if (loose !== null) report({ span: call, args: { packages: loose.text } });
    });
  },
});

function isLoose({ value }: CallWord): boolean {
  return value !== null && /^[\w.+-]+$/.test(value) && !/-\d|\.(deb|rpm|apk)$|^\./.test(value);
}
