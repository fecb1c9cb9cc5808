/* A file system on which every lock is granted, as some network and container
   mounts are: LD_PRELOAD it. */
int flock(int fd, int operation) {
  (void)fd;
  (void)operation;
  return 0;
}
