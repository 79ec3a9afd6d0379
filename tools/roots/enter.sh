#!/bin/sh
# Runs in a mount and a network namespace of its own: enter.sh ROOT DATA SOCKET SHARED…  Pivots into ROOT and becomes dockerd.
set -eu
root=$1 data=$2 socket=$3
shift 3
mount --bind "$root" "$root"
for folder in proc sys dev; do mount --rbind "/$folder" "$root/$folder"; done
mount -t tmpfs tmpfs "$root/run"
mkdir -p "$root/var/lib/docker"
mount --bind "$data" "$root/var/lib/docker"
for folder in "$@"; do
  mkdir -p "$root$folder"
  mount --bind "$folder" "$root$folder"
done
cat /etc/resolv.conf >"$root/etc/resolv.conf"
mkdir -p "$root/.before"
cd "$root"
pivot_root . .before
umount --lazy /.before
exec dockerd "--host=unix://$socket" --data-root=/var/lib/docker --exec-root=/run/docker --pidfile=/run/docker.pid
