package dev.kinoloom.provider.ffmpeg;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A directory for one order, below the one that FFmpeg runs in. Files of others are linked into it,
 * so that every name that FFmpeg sees is ours and needs no quoting. All that isn't kept is gone
 * when it closes.
 */
final class Workbench implements AutoCloseable {
  private final Path scratch;
  private final Path directory;

  private Workbench(Path scratch, Path directory) {
    this.scratch = scratch;
    this.directory = directory;
  }

  static Workbench open(Call call, String prefix) throws IOException {
    return new Workbench(call.scratch(), Files.createTempDirectory(call.scratch(), prefix));
  }

  Path directory() {
    return directory;
  }

  /** How FFmpeg is to call a file of this directory. */
  String name(String file) {
    return directory.getFileName() + "/" + file;
  }

  Path path(String file) {
    return directory.resolve(file);
  }

  /** Makes another's file appear here; answers its name. */
  String link(Path file, String name) throws IOException {
    Files.createSymbolicLink(directory.resolve(name), file.toAbsolutePath());
    return name(name);
  }

  /** Writes a text; answers its name. */
  String write(String name, CharSequence text) throws IOException {
    Files.writeString(directory.resolve(name), text);
    return name(name);
  }

  /**
   * Moves a file that was made out of here, where it survives; throws BAD_OUTPUT without one, or
   * when it is a film or its sound and not whole.
   */
  Path keep(String name) throws IOException {
    Path made = directory.resolve(name);
    if (!Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS) || Files.size(made) == 0) {
      throw FFmpeg.failed(FailureKind.BAD_OUTPUT, "FFmpeg ended well but wrote no " + name);
    }
    if (name.endsWith(".mp4") || name.endsWith(".m4a")) {
      Mp4Boxes.expectWhole(made);
    }
    Path kept = scratch.resolve(directory.getFileName() + "-" + name);
    return Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
