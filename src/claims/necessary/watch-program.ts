/** Where the program lies in the image that is watched. */
export const watchPath = "/seaworthy-watch";

/**
 * A program for both sides of the watch, in C for the lack of fanotify(7) in any runtime's library. Linked statically, it
 * runs in an image that has nothing else.
 *
 * `wait PROGRAM ARGUMENT...` as process 1: waits for SIGUSR1, then becomes the program.
 * `watch PID`: wakes that process when its root file system is watched, and prints each file's path once when it is opened.
 */
export const watchProgram = String.raw`#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void wake(int signal) { (void)signal; }

static int wait_and_become(char **argv) {
  struct sigaction action = {.sa_handler = wake};
  sigset_t blocked, before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGUSR1);
  sigprocmask(SIG_BLOCK, &blocked, &before);
  sigaction(SIGUSR1, &action, NULL);
  sigsuspend(&before);
  sigprocmask(SIG_SETMASK, &before, NULL);
  execvp(argv[0], argv);
  fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
  return 127;
}

static int failed(const char *what) {
  printf("failed %s: %s\n", what, strerror(errno));
  return 1;
}

/* Whether a path is new, by its FNV-1a hash. */
static int is_new(const char *path) {
  static uint64_t seen[1 << 18];
  const size_t mask = (1 << 18) - 1;
  uint64_t hash = 14695981039346656037u;
  for (const char *at = path; *at; at++) hash = (hash ^ (unsigned char)*at) * 1099511628211u;
  if (hash == 0) hash = 1;
  for (size_t at = hash & mask, tries = 0; tries <= mask; at = (at + 1) & mask, tries++) {
    if (seen[at] == hash) return 0;
    if (seen[at] == 0) {
      seen[at] = hash;
      return 1;
    }
  }
  return 1;
}

static void tell(int file) {
  char name[64], path[4096];
  struct stat about;
  snprintf(name, sizeof name, "/proc/self/fd/%d", file);
  ssize_t end = readlink(name, path, sizeof path - 1);
  if (end <= 0 || fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) return;
  path[end] = 0;
  if (is_new(path)) printf("opened %s\n", path);
}

static int watch(const char *process) {
  char root[64], program[64], own[4096], now[4096];
  snprintf(root, sizeof root, "/proc/%s/root", process);
  snprintf(program, sizeof program, "/proc/%s/exe", process);
  setvbuf(stdout, NULL, _IOLBF, 0);
  int events = fanotify_init(FAN_CLASS_NOTIF | FAN_UNLIMITED_QUEUE | FAN_CLOEXEC, O_RDONLY | O_LARGEFILE | O_CLOEXEC);
  if (events < 0) return failed("fanotify_init");
  if (fanotify_mark(events, FAN_MARK_ADD | FAN_MARK_FILESYSTEM, FAN_OPEN, AT_FDCWD, root) < 0)
    return failed("fanotify_mark");
  ssize_t length = readlink(program, own, sizeof own);
  if (length < 0) return failed(program);
  printf("watching\n");
  /* A signal that comes before the other side has its handler is lost on a process 1, so it is sent until it is heard. */
  for (int tries = 0; tries < 500; tries++) {
    if (readlink(program, now, sizeof now) != length || memcmp(own, now, (size_t)length) != 0) break;
    kill((pid_t)atoi(process), SIGUSR1);
    nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
  }
  static char buffer[1 << 16] __attribute__((aligned(8)));
  for (;;) {
    ssize_t size = read(events, buffer, sizeof buffer);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return failed("read");
    const struct fanotify_event_metadata *event = (const void *)buffer;
    for (; FAN_EVENT_OK(event, size); event = FAN_EVENT_NEXT(event, size)) {
      if (event->mask & FAN_Q_OVERFLOW) printf("lost\n");
      if (event->fd < 0) continue;
      tell(event->fd);
      close(event->fd);
    }
  }
}

int main(int count, char **argv) {
  if (count > 2 && strcmp(argv[1], "wait") == 0) return wait_and_become(argv + 2);
  if (count == 3 && strcmp(argv[1], "watch") == 0) return watch(argv[2]);
  return 2;
}
`;
