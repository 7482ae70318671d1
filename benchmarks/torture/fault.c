/* Makes one call that writes to a case fail, fall short, or end the process: the FAULT_AT-th of write, fsync and rename below
   FAULT_UNDER. FAULT_KIND: enospc, eio, short, kill. With FAULT_AT=0 nothing fails; calls are counted into FAULT_COUNT at exit.
   Loaded with LD_PRELOAD; what the libraries under Python write is caught too. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

static int below(const char *path) {
    const char *under = setting("FAULT_UNDER");
    return *under && strncmp(path, under, strlen(under)) == 0;
}

static int of_case(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return below(path);
}

/* Whether this call is the one; a process that is to be ended ends here. */
static int struck(void) {
    long at = atol(setting("FAULT_AT"));
    long number = atomic_fetch_add(&calls, 1) + 1;
    if (at == 0 || number != at) return 0;
    if (strcmp(setting("FAULT_KIND"), "kill") == 0) raise(SIGKILL);
    errno = strcmp(setting("FAULT_KIND"), "enospc") == 0 ? ENOSPC : EIO;
    return 1;
}

__attribute__((destructor)) static void told(void) {
    const char *path = setting("FAULT_COUNT");
    if (!*path) return;
    FILE *out = fopen(path, "a");
    if (out) {
        fprintf(out, "%ld\n", atomic_load(&calls));
        fclose(out);
    }
}

ssize_t write(int fd, const void *data, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    if (of_case(fd) && struck()) {
        if (strcmp(setting("FAULT_KIND"), "short") == 0 && size > 1) return real(fd, data, size / 2);
        return -1;
    }
    return real(fd, data, size);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    if (of_case(fd) && struck()) {
        if (strcmp(setting("FAULT_KIND"), "short") == 0 && size > 1) return real(fd, data, size / 2, at);
        return -1;
    }
    return real(fd, data, size, at);
}

int fsync(int fd) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    return of_case(fd) && struck() ? -1 : real(fd);
}

int fdatasync(int fd) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
    return of_case(fd) && struck() ? -1 : real(fd);
}

int rename(const char *from, const char *to) {
    static int (*real)(const char *, const char *);
    if (!real) real = dlsym(RTLD_NEXT, "rename");
    return below(to) && struck() ? -1 : real(from, to);
}

int link(const char *from, const char *to) {
    static int (*real)(const char *, const char *);
    if (!real) real = dlsym(RTLD_NEXT, "link");
    return below(to) && struck() ? -1 : real(from, to);
}
