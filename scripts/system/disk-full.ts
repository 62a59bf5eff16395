/** What the system says when the disk, a quota or a limit of the process is reached. */
export const DISK_FULL: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];
