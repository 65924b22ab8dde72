package dev.kinoloom.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import software.amazon.awssdk.core.sync.RequestBody;

/** A part of a file that is uploaded in one request: never in memory, read again for each try. */
record Part(Path file, long from, long bytes) {
  private static final int BUFFER = 1 << 16;
  private static final String ANY = "application/octet-stream";

  /** By which the server knows that it has what was sent. */
  String md5() throws IOException {
    var md5 = Sha256.digest("MD5");
    var buffer = new byte[BUFFER];
    try (var in = stream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        md5.update(buffer, 0, n);
      }
    }
    return Base64.getEncoder().encodeToString(md5.digest());
  }

  RequestBody body() {
    return RequestBody.fromContentProvider(
        () -> {
          try {
            return stream();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        bytes,
        ANY);
  }

  private InputStream stream() throws IOException {
    return PartStream.of(file, from, bytes);
  }
}
