/*
 * A disk that may lose what was not synced. Preloaded into a process (LD_PRELOAD), this library writes down, for files
 * below one folder, how much of each is synced, and which names are. PowerCut.java then makes of the folder, once the
 * process was killed, what a loss of power could have left.
 *
 *   POWERCUT_ROOT      the folder, as an absolute path
 *   POWERCUT_JOURNAL   the file that is appended to; it must be outside of that folder
 *   POWERCUT_KEEP      a folder on the same disk: files that lose their name are kept here by their inode's number
 *
 * Lines of the journal; a path is the last field, since it may hold spaces, but no tab:
 *
 *   O inode size path   opened for writing; it has this size. Unless it is known, that much is synced
 *   N inode 0 path      made new: neither its bytes nor its name are synced
 *   S inode size        synced up to this size
 *   T inode size        cut to this size
 *   D 0 0 path          a folder synced: the names in it
 *   R inode kept before TAB path
 *                       got this name instead of the one before, which belonged to the kept inode (0: to none)
 *   U inode 0 path      lost this name
 *   M 0 0 path          a folder made
 *
 * What is sent to the disk is noted after the call has come back, what a sync covers before it began: a note never
 * says that more is synced than is. Bytes that are written over are not told apart; RocksDB and Maildirs only append.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int journal = -1, slow;
static const char *root, *keep;
static size_t root_length;

__attribute__((constructor)) static void begin(void) {
  root = getenv("POWERCUT_ROOT");
  keep = getenv("POWERCUT_KEEP");
  const char *millis = getenv("POWERCUT_SLOW");
  slow = millis ? atoi(millis) : 0;
  const char *file = getenv("POWERCUT_JOURNAL");
  if (!root || !keep || !file) return;
  root_length = strlen(root);
  journal = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static void note(char what, ino_t inode, long long number, const char *path) {
  char line[2 * PATH_MAX + 80];
  int length = snprintf(line, sizeof line, "%c %llu %lld %s\n", what, (unsigned long long) inode, number, path);
  int before = errno;
  if (syscall(SYS_write, journal, line, length) != length) abort();
  errno = before;
}

/* The absolute path of a file below the folder; 0 if it is none. */
static int ours(int folder, const char *path, char *absolute) {
  if (journal < 0 || !path) return 0;
  if (path[0] == '/') {
    if (strlen(path) >= PATH_MAX) return 0;
    strcpy(absolute, path);
  } else {
    char link[64], base[PATH_MAX];
    if (folder == AT_FDCWD) strcpy(link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length < 0) return 0;
    base[length] = 0;
    if (snprintf(absolute, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return 0;
  }
  return strncmp(absolute, root, root_length) == 0 && absolute[root_length] == '/';
}

static int path_of(int file, char *absolute) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = journal < 0 ? -1 : readlink(link, absolute, PATH_MAX - 1);
  if (length < 0) return 0;
  absolute[length] = 0;
  return strncmp(absolute, root, root_length) == 0;
}

#define REAL(name) ((__typeof__(&name)) real(#name))
static void *real(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) abort();
  return found;
}

/* A file that loses its name, under a name of its own. */
static ino_t keep_file(const char *path) {
  struct stat now;
  if (lstat(path, &now) || !S_ISREG(now.st_mode)) return 0;
  char kept[PATH_MAX];
  snprintf(kept, sizeof kept, "%s/%llu", keep, (unsigned long long) now.st_ino);
  if (syscall(SYS_linkat, AT_FDCWD, path, AT_FDCWD, kept, 0) && errno != EEXIST) return 0;
  return now.st_ino;
}

static int opened(int folder, const char *path, int flags, mode_t mode, const char *name) {
  char absolute[PATH_MAX];
  struct stat before;
  int mine = ours(folder, path, absolute) && (flags & O_ACCMODE) != O_RDONLY;
  int was = mine && stat(absolute, &before) == 0;
  int file = ((int (*)(int, const char *, int, ...)) real(name))(folder, path, flags, mode);
  if (file < 0 || !mine) return file;
  struct stat now;
  if (fstat(file, &now) || !S_ISREG(now.st_mode)) return file;
  if (!was) note('N', now.st_ino, 0, absolute);
  else note('O', now.st_ino, before.st_size, absolute);
  if (was && (flags & O_TRUNC)) note('T', now.st_ino, 0, absolute);
  return file;
}

static mode_t mode_in(int flags, va_list more) {
  return flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
}

#define OPEN(NAME, REALLY)                                        \
  int NAME(const char *path, int flags, ...) {                    \
    va_list more;                                                 \
    va_start(more, flags);                                        \
    mode_t mode = mode_in(flags, more);                           \
    va_end(more);                                                 \
    return opened(AT_FDCWD, path, flags, mode, REALLY);           \
  }
#define OPENAT(NAME)                                              \
  int NAME(int folder, const char *path, int flags, ...) {        \
    va_list more;                                                 \
    va_start(more, flags);                                        \
    mode_t mode = mode_in(flags, more);                           \
    va_end(more);                                                 \
    return opened(folder, path, flags, mode, #NAME);              \
  }
OPEN(open, "openat")
OPEN(open64, "openat64")
OPENAT(openat)
OPENAT(openat64)

static int synced(int file, int (*sync)(int)) {
  char path[PATH_MAX];
  struct stat before;
  int mine = journal >= 0 && fstat(file, &before) == 0 && path_of(file, path);
  if (mine && slow) usleep(slow * 1000);
  int result = sync(file);
  if (!mine || result) return result;
  if (S_ISDIR(before.st_mode)) note('D', 0, 0, path);
  else if (S_ISREG(before.st_mode)) note('S', before.st_ino, before.st_size, path);
  return result;
}

int fsync(int file) { return synced(file, REAL(fsync)); }
int fdatasync(int file) { return synced(file, REAL(fdatasync)); }

static int cut(int file, off64_t size, int result) {
  struct stat now;
  char path[PATH_MAX];
  if (!result && journal >= 0 && fstat(file, &now) == 0 && path_of(file, path)) note('T', now.st_ino, size, path);
  return result;
}

int ftruncate(int file, off_t size) { return cut(file, size, REAL(ftruncate)(file, size)); }
int ftruncate64(int file, off64_t size) { return cut(file, size, REAL(ftruncate64)(file, size)); }

static int renamed(int from, const char *old, int to, const char *new) {
  char before[PATH_MAX], after[PATH_MAX];
  struct stat moved;
  int mine = ours(from, old, before) && ours(to, new, after) && lstat(before, &moved) == 0;
  ino_t replaced = mine ? keep_file(after) : 0;
  int result = REAL(renameat)(from, old, to, new);
  if (mine && !result) {
    char both[2 * PATH_MAX + 1];
    snprintf(both, sizeof both, "%s\t%s", before, after);
    note('R', moved.st_ino, replaced, both);
  }
  return result;
}

int rename(const char *old, const char *new) { return renamed(AT_FDCWD, old, AT_FDCWD, new); }
int renameat(int from, const char *old, int to, const char *new) { return renamed(from, old, to, new); }

static int unlinked(int folder, const char *path, int flags) {
  char absolute[PATH_MAX];
  int mine = !(flags & AT_REMOVEDIR) && ours(folder, path, absolute);
  ino_t lost = mine ? keep_file(absolute) : 0;
  int result = REAL(unlinkat)(folder, path, flags);
  if (lost && !result) note('U', lost, 0, absolute);
  return result;
}

int unlink(const char *path) { return unlinked(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return unlinked(folder, path, flags); }
int remove(const char *path) {
  struct stat now;
  int folder = lstat(path, &now) == 0 && S_ISDIR(now.st_mode);
  return folder ? rmdir(path) : unlinked(AT_FDCWD, path, 0);
}

int link(const char *old, const char *new) {
  char absolute[PATH_MAX];
  struct stat now;
  int result = REAL(link)(old, new);
  if (!result && ours(AT_FDCWD, new, absolute) && lstat(absolute, &now) == 0) note('N', now.st_ino, -1, absolute);
  return result;
}

int mkdir(const char *path, mode_t mode) {
  char absolute[PATH_MAX];
  int result = REAL(mkdir)(path, mode);
  if (!result && ours(AT_FDCWD, path, absolute)) note('M', 0, 0, absolute);
  return result;
}
