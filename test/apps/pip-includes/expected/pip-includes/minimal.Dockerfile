# pip-includes: FastAPI on uvicorn, port 8000. Written by seaworthy from requirements.txt,
# requirements/web.txt, server.txt, constraints.txt, app.py.

# Python 3.13: the default, as nothing asks for a version.
FROM python:3.13-slim-trixie AS base
WORKDIR /app
# Shared libraries: psycopg2 needs libpq5 to run and gcc, libc6-dev, libpq-dev to build.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq5 \
    && rm -rf /var/lib/apt/lists/*

# The environment. Of this stage only /app/.venv is shipped.
FROM python:3.13-slim-trixie AS builder
WORKDIR /app
# Compilers and headers, here only: psycopg2 needs libpq5 to run and gcc, libc6-dev, libpq-dev to build.
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev \
    && rm -rf /var/lib/apt/lists/*
# Manifests first: a change of source code reinstalls nothing.
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=bind,source=requirements.txt,target=/app/requirements.txt \
    --mount=type=bind,source=requirements/web.txt,target=/app/requirements/web.txt \
    --mount=type=bind,source=server.txt,target=/app/server.txt \
    --mount=type=bind,source=constraints.txt,target=/app/constraints.txt \
    python -m venv --without-pip .venv \
    && pip --python .venv install --disable-pip-version-check --no-compile -r requirements.txt

# The root of the final image, put together in /rootfs: no shell, no package manager.
FROM base AS runtime
WORKDIR /
# The interpreter, its library without what no service loads, certificates and time zones.
RUN mkdir -p /rootfs/usr/lib /rootfs/usr/lib64 /rootfs/var/lib/dpkg/status.d \
    && ln -s usr/lib usr/lib64 /rootfs \
    && install -d -m 1777 /rootfs/tmp \
    && cp -a --parents etc/group etc/ld.so.cache etc/ld.so.conf.d etc/nsswitch.conf etc/os-release etc/passwd /rootfs \
    && cp -a --parents usr/lib/os-release etc/protocols etc/services etc/ssl usr/lib/ssl usr/local/bin/python /rootfs \
    && cp -a --parents usr/local/bin/python3 usr/local/bin/python3.13 usr/local/lib/python3.13 /rootfs \
    && cp -a --parents usr/share/ca-certificates usr/share/zoneinfo /rootfs \
    && rm -rf /rootfs/usr/lib/ssl/misc \
    && cd /rootfs/usr/local/lib/python3.13 \
    && rm -rf config-* ensurepip idlelib lib2to3 pydoc_data site-packages/* test tkinter turtle* \
    && find . -name '*.py' -exec chmod a-x {} + \
    && cd lib-dynload \
    && rm -f _curses* _dbm* _gdbm* _test* _tkinter* _xx* nis.* ossaudiodev.* readline.* xx*
COPY --from=builder /app/.venv /rootfs/app/.venv
# The shared libraries that these name, and the entries of their packages, which scanners read; before them
# the files of the system packages.
RUN --mount=type=bind,from=python:3.13-slim-trixie,source=/var/lib/dpkg/info,target=/before \
    for list in /var/lib/dpkg/info/*.list; do test -e "/before/$(basename "$list")" || cat "$list"; done \
        | grep -v -e '^/usr/share/doc/' -e '^/usr/share/man/' -e '^/usr/share/lintian/' \
        | while read -r file; do if test -f "$file"; then cp -pL --parents "$file" /rootfs; fi; done \
    && find /rootfs -type f \( -name '*.so*' -o -perm /111 \) -exec ldd {} + 2> /dev/null \
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
# Imported once in the new root: what is missing there fails here, and bytecode is made of just what a start
# and the health check load.
RUN ["chroot", "/rootfs", "/app/.venv/bin/python", "-c", "import fastapi, http.client, uvicorn"]
# What the application writes (app.py:21, app.py:6), and nothing else.
RUN install -d -o 10001 -g 10001 /rootfs/app/var /rootfs/app/var/logs
# A layer of its own: it changes more often than what it runs on.
RUN mv /rootfs/app /shipped

# What runs: the interpreter, the environment and the code, owned by root.
FROM scratch AS final
COPY --from=runtime /rootfs /
COPY --from=runtime /shipped /app
WORKDIR /app
COPY app.py ./
# Logs appear at once; nothing tries to write bytecode beside code that it may not change.
ENV PATH=/app/.venv/bin:/usr/local/bin:/usr/bin \
    LANG=C.UTF-8 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
EXPOSE 8000
# /api/status: app.py:14. The runtime asks itself: the image has no other program.
HEALTHCHECK --interval=5s --timeout=3s --start-period=15s --retries=3 \
    CMD ["python", "-c", "import http.client as h, sys; c = h.HTTPConnection('127.0.0.1', 8000, timeout=2); c.request('GET', '/api/status'); sys.exit(c.getresponse().status >= 400)"]
CMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"]
