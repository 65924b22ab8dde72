package dev.kinoloom.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read what is kept below a directory, where files have POSIX permissions: its owner alone;
 * the directory's group too, where that may write to it, for then nodes run as several users.
 * Blocks.
 *
 * @param isPosix files have such permissions
 * @param group that shares; null = none does
 */
record Rights(boolean isPosix, @Nullable GroupPrincipal group) {
  private static final FileAttribute<?>[] NONE = {};

  static Rights below(Path root) throws IOException {
    if (!isPosix(root)) {
      return new Rights(false, null);
    }
    var found = Files.readAttributes(root, PosixFileAttributes.class);
    boolean shared = found.permissions().contains(PosixFilePermission.GROUP_WRITE);
    return new Rights(true, shared ? found.group() : null);
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** For making a directory that nobody else can look into. */
  static FileAttribute<?>[] ownDirectory(Path path) {
    return own(path, "rwx------");
  }

  /** For making a file that nobody else can read. */
  static FileAttribute<?>[] ownFile(Path path) {
    return own(path, "rw-------");
  }

  private static FileAttribute<?>[] own(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : NONE;
  }

  /** A file that was made for its owner alone is shared, if that is so here. */
  void shareFile(Path file) throws IOException {
    if (group != null) {
      set(file, group, PosixFilePermissions.fromString("rw-r-----"));
    }
  }

  /** The same of a directory. */
  void shareDirectory(Path directory) throws IOException {
    if (group != null) {
      set(directory, group, PosixFilePermissions.fromString("rwxrwx---"));
    }
  }

  /** A directory that an earlier version made for everybody is closed to them. */
  void close(Path directory) throws IOException {
    if (isPosix) {
      set(
          directory,
          group,
          PosixFilePermissions.fromString(group == null ? "rwx------" : "rwxrwx---"));
    }
  }

  private static void set(
      Path path, @Nullable GroupPrincipal group, Set<PosixFilePermission> permissions)
      throws IOException {
    var view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (group != null) {
      view.setGroup(group);
    }
    view.setPermissions(permissions);
  }
}
