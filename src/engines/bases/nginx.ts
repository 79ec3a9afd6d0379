import type { BaseDefinition } from "./define.ts";
import { aptInstall } from "./fragments.ts";

const tags = ["1.26", "1.26-bookworm", "stable", "stable-bookworm", "1.26-trixie", "stable-trixie"];

const main = `worker_processes auto;
error_log /dev/stderr notice;
pid /tmp/nginx.pid;

events {
  worker_connections 1024;
}

http {
  # Every path that nginx writes to, so that the root can be read-only.
  client_body_temp_path /tmp/client_temp;
  proxy_temp_path /tmp/proxy_temp;
  fastcgi_temp_path /tmp/fastcgi_temp;
  uwsgi_temp_path /tmp/uwsgi_temp;
  scgi_temp_path /tmp/scgi_temp;

  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  log_format main '$remote_addr - $remote_user [$time_local] "$request" '
                  '$status $body_bytes_sent "$http_referer" '
                  '"$http_user_agent" "$http_x_forwarded_for"';
  access_log /dev/stdout main;
  sendfile on;
  keepalive_timeout 65;
  include /etc/nginx/conf.d/*.conf;
}
`;

const site = `server {
  listen 8080;
  server_name localhost;
  location / {
    root /usr/share/nginx/html;
    index index.html index.htm;
  }
  error_page 500 502 503 504 /50x.html;
  location = /50x.html {
    root /usr/share/nginx/html;
  }
}
`;

const entrypoint = `#!/bin/sh
set -e
say() { [ -n "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ] || echo "$0: $*"; }
if [ "\${1:-}" = nginx ] || [ "\${1:-}" = nginx-debug ]; then
  for step in /docker-entrypoint.d/*; do
    case "$step" in
      *.envsh) [ ! -x "$step" ] || { say "reading $step"; . "$step"; } ;;
      *.sh) [ ! -x "$step" ] || { say "running $step"; "$step"; } ;;
    esac
  done
fi
exec "$@"
`;

/** Sourced, so that the templates after it see the variable. */
const resolvers = `#!/bin/sh
if [ -n "\${NGINX_ENTRYPOINT_LOCAL_RESOLVERS:-}" ]; then
  NGINX_LOCAL_RESOLVERS=$(awk '$1 == "nameserver" { printf "%s%s", gap, ($2 ~ /:/ ? "[" $2 "]" : $2); gap = " " }' /etc/resolv.conf)
  export NGINX_LOCAL_RESOLVERS
fi
`;

const templates = `#!/bin/sh
set -e
from=\${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
suffix=\${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
to=\${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}
[ -d "$from" ] || exit 0
mkdir -p "$to" 2>/dev/null || true
if [ ! -w "$to" ]; then
  echo "$0: ERROR: $from exists, but $to is not writable" >&2
  exit 0
fi
# Only variables that are set are filled in: nginx's own, such as $uri, must stay.
names=$(awk -v only="\${NGINX_ENVSUBST_FILTER:-}" 'END { for (name in ENVIRON) if (name ~ /^[A-Za-z_][A-Za-z0-9_]*$/ && name ~ only) printf "\${%s} ", name }' </dev/null)
find "$from" -follow -type f -name "*$suffix" | while IFS= read -r template; do
  relative=\${template#"$from"/}
  target="$to/\${relative%"$suffix"}"
  mkdir -p "$(dirname "$target")"
  envsubst "$names" <"$template" >"$target"
done
`;

/** `nginxinc/nginx-unprivileged:1.26`: user 101, port 8080, everything written under /tmp. A runtime base: no host certificates. */
export function nginxBase(repository: string, tag: string): BaseDefinition | null {
  if (repository !== "nginxinc/nginx-unprivileged" || !tags.includes(tag)) return null;
  return {
    reference: "nginxinc/nginx-unprivileged:1.26",
    aliases: tags.slice(1).map((other) => `nginxinc/nginx-unprivileged:${other}`),
    madeFrom: "Debian 13's nginx 1.26, curl and gettext packages",
    differs:
      "on Debian 13 whatever the tag says; no dynamic modules; does not add an IPv6 listener or tune the number of workers; relative roots start at /usr/share/nginx",
    parents: ["debian:trixie-slim"],
    builder: false,
    recipe: {
      kind: "layered",
      npm: {},
      files: {
        "docker-entrypoint.sh": entrypoint,
        "docker-entrypoint.d/15-local-resolvers.envsh": resolvers,
        "docker-entrypoint.d/20-envsubst-on-templates.sh": templates,
        "nginx/nginx.conf": main,
        "nginx/conf.d/default.conf": site,
      },
      dockerfile: `FROM docker.io/library/debian:trixie-slim AS unpacked
RUN apt-get update -q && mkdir -p /debs /root-of /out/etc/nginx/conf.d /out/usr/sbin /out/usr/share/nginx/html /out/usr/lib/nginx/modules && cd /debs \\
 && apt-get download nginx nginx-common && for deb in *.deb; do dpkg-deb -x "$deb" /root-of; done && cd /root-of \\
 && cp etc/nginx/mime.types etc/nginx/*_params etc/nginx/fastcgi.conf etc/nginx/koi-* etc/nginx/win-utf /out/etc/nginx/ \\
 && cp usr/sbin/nginx /out/usr/sbin/ && cp usr/share/nginx/html/index.html /out/usr/share/nginx/html/ && cp usr/share/nginx/html/index.html /out/usr/share/nginx/html/50x.html \\
 && ln -s /usr/lib/nginx/modules /out/etc/nginx/modules && chown -R 101:0 /out/etc/nginx
FROM docker.io/library/debian:trixie-slim
RUN groupadd --system --gid 101 nginx && useradd --system --uid 101 --gid nginx --no-create-home --home-dir /nonexistent --shell /bin/false nginx \\
 && rm -f /var/log/lastlog /var/log/faillog
${aptInstall(["ca-certificates", "curl", "gettext-base", "libpcre2-8-0"])}
COPY --from=unpacked /out/ /
COPY nginx/ /etc/nginx/
COPY docker-entrypoint.sh /
COPY docker-entrypoint.d/ /docker-entrypoint.d/
RUN mkdir -p /var/cache/nginx /var/log/nginx && ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log \\
 && chown -R 101:0 /etc/nginx /var/cache/nginx && chmod -R g+w /etc/nginx /var/cache/nginx && nginx -v
ENV NGINX_VERSION=1.26
EXPOSE 8080
STOPSIGNAL SIGQUIT
USER 101
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["nginx", "-g", "daemon off;"]
`,
    },
  };
}
