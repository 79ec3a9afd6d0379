export interface Proxy {
  /** The path prefix, such as `/api`. */
  readonly path: string;
  /** The variable that holds the address. */
  readonly env: string;
}

/** Read by nginx at start from the folder that its own configuration includes; the filled-in template is below /tmp. */
export const nginxInclude =
  "# The site itself is filled in at start: its root file system may be read-only.\ninclude /tmp/site.conf;\n";

/** The site, as a template for the image's envsubst: static files with a fallback for the client's routes, and the development server's proxies. */
export function nginxTemplate(port: number, proxies: readonly Proxy[], base: string): string {
  const prefix = sitePrefix(base);
  const pass = proxies.map((p) => `    ~^${escapePattern(p.path)} "";\n`).join("");
  const variables = [...new Set(proxies.map((p) => p.env))];
  const resolver =
    proxies.length === 0
      ? ""
      : `
    # Asked for at each use: this server starts, and stays up, while an upstream is away.
    resolver \${NGINX_LOCAL_RESOLVERS} valid=5s;
    resolver_timeout 2s;
${variables.map((v) => `    set $${v.toLowerCase()} "\${${v}}";\n`).join("")}`;
  const locations = proxies
    .map(
      (p) => `
    location ${p.path} {
        proxy_pass $${p.env.toLowerCase()};
    }
`,
    )
    .join("");
  const proxying =
    proxies.length === 0
      ? ""
      : `
    # An upstream that hangs gives an answer here, and not a hanging page.
    proxy_connect_timeout 2s;
    proxy_send_timeout 15s;
    proxy_read_timeout 15s;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
`;
  return `# Names with a hash in them never change; the page that names them is asked for again each time.
map $uri $caching {
    ~^${prefix}/assets/ "public, max-age=31536000, immutable";
${pass}    default "no-cache";
}

server {
    listen ${port};
    root /usr/share/nginx/html;
    server_tokens off;
    absolute_redirect off;
${resolver}${proxying}
    add_header Cache-Control $caching;
    add_header X-Content-Type-Options nosniff;
    add_header X-Frame-Options SAMEORIGIN;
    add_header Referrer-Policy strict-origin-when-cross-origin;

    gzip on;
    gzip_types text/css application/javascript application/json image/svg+xml;

    location = /healthz {
        access_log off;
        default_type text/plain;
        return 200 "ok\\n";
    }
${locations}
    # A missing asset is missing; any other path is a route of the client.
    location ${prefix}/assets/ {
        try_files $uri =404;
    }

    location / {
        try_files $uri ${prefix}/index.html;
    }
}
`;
}

/** The folder of the site below the server's root: Vite's `base` without its last slash, empty for the root. */
export function sitePrefix(base: string): string {
  return /^\/[\w./-]+$/.test(base) ? base.replace(/\/$/, "") : "";
}

function escapePattern(path: string): string {
  return path.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
