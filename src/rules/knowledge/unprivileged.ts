import type { WritePath } from "../../core/facts.ts";

/** The number that our fixes give the user: high, so that it is nobody's on the host. */
export const uid = 10001;

/** The RUN line that makes the directories which the application writes to, for the user of our fixes. */
export function writableDirectories(writes: readonly WritePath[]): readonly string[] {
  const paths = [...new Set(writes.map((write) => write.path))]
    .filter(
      (path) =>
        /^[\w./-]+$/.test(path) && path !== "." && path !== "/" && !/^\/(tmp|var\/tmp|dev|proc)(\/|$)/.test(path),
    )
    .sort();
  return paths.length === 0 ? [] : [`RUN install -d -o ${uid} -g ${uid} ${paths.join(" ")}`];
}

/** Words of files whose processes begin as root and step down, or start several users' services, by themselves. */
export const stepsDownItself =
  /\b(gosu|su-exec|setpriv|s6-overlay|s6-svscan|supervisord|runsvdir|docker-entrypoint|apache2-foreground|httpd-foreground|apachectl|php-fpm|sshd|crond)\b/;
