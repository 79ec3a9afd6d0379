import { OfLast } from "../../core/of-last.ts";
import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import { runScript } from "../../formats/shell/index.ts";
import type { FileView } from "../view.ts";
import { imageName } from "./image-name.ts";
import { remember } from "./remember.ts";

/** What /bin/sh is: Debian's dash, BusyBox's ash, or bash under another name. */
export type PlainShell = "dash" | "ash" | "bash";

const ofDebian =
  /^(debian|ubuntu|buildpack-deps|python|node|golang|rust|ruby|php|perl|openjdk|eclipse-temurin|nginx|httpd|postgres|mysql|mariadb|redis|mongo|gcc|maven|gradle|haskell|elixir|erlang|julia|pypy|r-base|tomcat|jenkins\/jenkins)$/;
const ofRedHat =
  /^(fedora|centos|rockylinux|almalinux|oraclelinux|amazonlinux|photon|archlinux|opensuse\/\w+|(registry\.access\.)?redhat\.(com|io)\/.*|public\.ecr\.aws\/lambda\/.*)$/;

/** What /bin/sh is in an image; null where that is not known. */
export function plainShellOf(image: string | null): PlainShell | null {
  return image === null ? null : plainShell(image);
}

const plainShell = remember((image): PlainShell | null => {
  const { name, tag } = imageName(image);
  if (/alpine/.test(tag ?? "") || /^(alpine|busybox|docker)$/.test(name)) return "ash";
  if (ofRedHat.test(name) || /oraclelinux|centos|fedora|amazonlinux|ubi\d?/.test(tag ?? "")) return "bash";
  return ofDebian.test(name) ? "dash" : null;
});

/** What runs the script of a RUN; null where that is not known, or is none of these. */
export function shellOfRun(view: FileView, run: RunInstruction): PlainShell | null {
  const stage = view.stageOf(run);
  const dialect = runScript(view.file, run)?.dialect;
  if (stage === null || dialect === undefined || view.isWindows(stage)) return null;
  if (dialect === "bash" || dialect === "dash" || dialect === "ash") return dialect;
  if (dialect !== "sh" || replacesShell(view)) return null;
  return plainShellOf(view.root(stage));
}

const replaced = new OfLast<FileView, boolean>();

/** Whoever puts another shell in the place of /bin/sh means to use it. */
function replacesShell(view: FileView): boolean {
  return replaced.of(view, () => /\bln -s\S* \S*bash|dpkg-reconfigure.*\bdash\b/.test(view.text));
}

const ending = new OfLast<RunInstruction, boolean>();

/** Whether the first failure ends the script: by `set -e`, by the `#!` line or by SHELL. */
export function endsOnFailure(view: FileView, run: RunInstruction): boolean {
  return ending.of(run, () => hasErrexit(view, run));
}

function hasErrexit(view: FileView, run: RunInstruction): boolean {
  const { command } = run;
  const text = command?.form === "heredoc" ? command.script.text : run.rest.text;
  if (/\bset\s+-\w*e|\berrexit\b|^#!.*\s-\w*e/.test(text)) return true;
  return command?.form === "shell" && view.shell(run).some((word) => /^-\w+$/.test(word) && word.includes("e"));
}
