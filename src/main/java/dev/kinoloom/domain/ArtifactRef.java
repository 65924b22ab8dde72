package dev.kinoloom.domain;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names a stored file by its content. Two files with the same bytes have the same reference.
 *
 * @param sha256 64 lower-case hex digits
 * @param bytes size, ≥ 0
 * @param mediaType e.g. {@code video/mp4}
 */
public record ArtifactRef(String sha256, long bytes, String mediaType) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern TYPE = Pattern.compile("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}");

  public ArtifactRef {
    if (!HEX.matcher(sha256).matches()
        || bytes < 0
        || !TYPE.matcher(mediaType.toLowerCase(Locale.ROOT)).matches()) {
      throw new Invalid("artifact", "is not the name of an artifact");
    }
  }
}
