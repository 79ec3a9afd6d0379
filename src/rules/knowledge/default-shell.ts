import { imageName } from "./image-name.ts";

/** What /bin/sh is: Debian's dash, BusyBox's ash, or bash under another name. */
export type PlainShell = "dash" | "ash" | "bash";

const ofDebian =
  /^(debian|ubuntu|buildpack-deps|python|node|golang|rust|ruby|php|perl|openjdk|eclipse-temurin|nginx|httpd|postgres|mysql|mariadb|redis|mongo|gcc|maven|gradle|haskell|elixir|erlang|julia|pypy|r-base|tomcat|jenkins\/jenkins)$/;
const ofRedHat =
  /^(fedora|centos|rockylinux|almalinux|oraclelinux|amazonlinux|photon|archlinux|opensuse\/\w+|(registry\.access\.)?redhat\.(com|io)\/.*|public\.ecr\.aws\/lambda\/.*)$/;

/** What /bin/sh is in an image; null where that is not known. */
export function plainShellOf(image: string | null): PlainShell | null {
  if (image === null) return null;
  const { name, tag } = imageName(image);
  if (/alpine/.test(tag ?? "") || /^(alpine|busybox|docker)$/.test(name)) return "ash";
  if (ofRedHat.test(name) || /oraclelinux|centos|fedora|amazonlinux|ubi\d?/.test(tag ?? "")) return "bash";
  return ofDebian.test(name) ? "dash" : null;
}
