package dev.kinoloom.provider;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Whether somebody's picture, clip or music can be shown or heard, found out before it is kept by
 * those who will decode it later.
 */
@FunctionalInterface
public interface Inspection {
  /**
   * The file to keep: this one, or, where nobody would read it later, one of another kind made of
   * it in the call's scratch directory. Blocks; seconds at most. Throws {@link
   * dev.kinoloom.domain.Failed} VALIDATION, whose message goes on after "the file", e.g. {@code
   * cannot be shown: …}.
   *
   * @param mediaType told by its first bytes, e.g. {@code image/webp}
   */
  Path admit(Path file, String mediaType, Call call) throws IOException;
}
