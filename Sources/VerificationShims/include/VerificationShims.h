#ifndef VERIFICATION_SHIMS_H
#define VERIFICATION_SHIMS_H

/// Copies a regular file with its permissions and times, sharing the blocks where the file system can.
///
/// Returns 0, the error number if `to` could not be written, or minus the error number if `from` could not be read.
/// `to` must not exist, and does not exist after a failure.
int verification_copy_file(const char *from, const char *to);

/// Returns the type and permissions of a file as `lstat` gives them, or minus the error number.
int verification_mode(const char *path);

/// Sets the permissions of a folder or file, and returns 0 or the error number.
int verification_set_permissions(const char *path, int permissions);

#endif
