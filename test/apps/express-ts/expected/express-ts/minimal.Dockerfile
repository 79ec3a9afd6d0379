# express-ts: Express (dist/server.js) on Node 22, port 4000. Written by seaworthy from package.json,
# package-lock.json, src/server.ts.

# What node itself runs on; npm and yarn stay in the builder.
FROM debian:bookworm-slim AS base
WORKDIR /app

# Node 22: package.json:4.
FROM node:22-bookworm-slim AS builder
WORKDIR /app
# What is shipped: the runtime packages of the lock, and nothing else.
RUN --mount=type=cache,target=/root/.npm \
    --mount=type=bind,source=package.json,target=/app/package.json \
    --mount=type=bind,source=package-lock.json,target=/app/package-lock.json \
    npm ci --omit=dev --ignore-scripts --prefer-offline --no-audit --no-fund \
    && mkdir -p /shipped node_modules \
    && mv node_modules /shipped/node_modules
# What compiles. Manifests first: a change of source code reinstalls nothing.
RUN --mount=type=cache,target=/root/.npm \
    --mount=type=bind,source=package.json,target=/app/package.json \
    --mount=type=bind,source=package-lock.json,target=/app/package-lock.json \
    npm ci --ignore-scripts --prefer-offline --no-audit --no-fund
COPY package.json tsconfig.json ./
COPY src src
RUN npm run build

# The root of the final image, put together in /rootfs: no shell, no package manager.
FROM base AS runtime
WORKDIR /
# Names, and where the loader looks; node has certificates and time zones of its own.
RUN mkdir -p /rootfs/usr/lib /rootfs/usr/lib64 /rootfs/var/lib/dpkg/status.d \
    && ln -s usr/lib usr/lib64 /rootfs \
    && install -d -m 1777 /rootfs/tmp \
    && cp -a --parents etc/group etc/ld.so.cache etc/ld.so.conf.d etc/nsswitch.conf etc/os-release etc/passwd /rootfs \
    && cp -a --parents usr/lib/os-release /rootfs
COPY --from=builder /usr/local/bin/node /rootfs/usr/local/bin/node
COPY --from=builder /shipped/node_modules /rootfs/app/node_modules
# The shared libraries that these name, and the entries of their packages, which scanners read.
RUN find /rootfs -type f \( -name '*.so*' -o -perm /111 \) -exec ldd {} + 2> /dev/null \
        | grep -o '/[^ ]*' \
        | grep -v -e '^/rootfs/' -e ':$' > /libraries \
    && ls /lib/*/libgcc_s.so.1 >> /libraries \
    && sort -u /libraries | xargs cp -pL --parents -t /rootfs \
    && sed 's,.*/,*/,' /libraries \
        | sort -u \
        | xargs dpkg -S \
        | cut -d: -f1 \
        | sort -u \
        | while read -r name; do dpkg -s "$name" > "/rootfs/var/lib/dpkg/status.d/$name"; done
# Started once in the new root: a library that is missing there fails here.
RUN chroot /rootfs /usr/local/bin/node --version
# What the application writes (src/server.ts:8), and nothing else.
RUN install -d -o 10001 -g 10001 /rootfs/app/cache/pages
# A layer of its own: it changes more often than what it runs on.
RUN mv /rootfs/app /shipped

# What runs: node, the runtime packages and the code, owned by root.
FROM scratch AS final
COPY --from=runtime /rootfs /
COPY --from=runtime /shipped /app
WORKDIR /app
COPY --from=builder /app/dist dist
COPY package.json ./
ENV PATH=/usr/local/bin:/usr/bin NODE_ENV=production
USER 10001:10001
EXPOSE 4000
# /healthz: src/server.ts:9. The runtime asks itself: the image has no other program.
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:4000/healthz', { signal: AbortSignal.timeout(2000) }).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/server.js"]
