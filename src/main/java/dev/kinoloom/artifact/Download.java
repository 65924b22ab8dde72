package dev.kinoloom.artifact;

import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * One object on its way into a local file. Each try goes on where the one before broke off; what
 * has come whole is compared with the hash it is named by. One try at a time.
 */
final class Download {
  private static final int BUFFER = 1 << 16;
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18})");

  private final BucketCalls bucket;
  private final BucketFailures failures;
  private final String name;
  private final ArtifactRef ref;
  private final Path into;
  private final Patience patience;
  private final Sha256 sha256 = new Sha256();
  private long got;

  Download(BucketCalls bucket, String name, ArtifactRef ref, Path into, Patience patience) {
    this.bucket = bucket;
    this.failures = bucket.failures();
    this.name = name;
    this.ref = ref;
    this.into = into;
    this.patience = patience;
  }

  /** Bytes that have come. */
  long got() {
    return got;
  }

  /**
   * Gets what is missing. Blocks. Fails with VALIDATION when there is no such object, with
   * BAD_OUTPUT when what came is not what was kept; an {@link UncheckedIOException} is about the
   * local file.
   */
  void go() {
    var body = bucket.get(name, got).orElseThrow(() -> NoArtifact.of(ref));
    boolean whole = false;
    try {
      take(body);
      whole = true;
    } catch (IOException e) {
      throw failures.of(e);
    } catch (SdkException e) {
      throw failures.of(e);
    } finally {
      if (!whole) {
        body.abort();
      }
    }
    check();
  }

  private void take(ResponseInputStream<GetObjectResponse> body) throws IOException {
    startAt(body.response());
    long deadline = System.nanoTime() + patience.body(ref.bytes() - got).toNanos();
    try (var file = append()) {
      var buffer = new byte[BUFFER];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        write(file, buffer, n);
        if (System.nanoTime() > deadline && got < ref.bytes()) {
          throw failures.failed(FailureKind.TIMEOUT, "it sends too slowly");
        }
      }
    }
    body.close();
    if (got < ref.bytes()) {
      throw failures.failed(
          FailureKind.CONNECTION, "the connection broke after %d bytes".formatted(got));
    }
  }

  /** Where its bytes belong; a server that knows no ranges sends all of it again. */
  private void startAt(GetObjectResponse head) {
    var range = RANGE.matcher(String.valueOf(head.contentRange()));
    boolean continues = range.matches() && Long.parseLong(range.group(1)) == got;
    if (!continues) {
      restart();
    }
    Long all = continues ? Long.valueOf(range.group(2)) : head.contentLength();
    if (all != null && all != ref.bytes()) {
      throw wrong("has %d bytes there".formatted(all));
    }
  }

  private void restart() {
    got = 0;
    sha256.reset();
  }

  private OutputStream append() {
    try {
      return got == 0
          ? Files.newOutputStream(into)
          : Files.newOutputStream(into, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(OutputStream file, byte[] buffer, int n) {
    if (got + n > ref.bytes()) {
      throw wrong("has more bytes there");
    }
    try {
      file.write(buffer, 0, n);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sha256.add(buffer, n);
    got += n;
  }

  private void check() {
    if (!sha256.hex().equals(ref.sha256())) {
      throw wrong("has other bytes there");
    }
  }

  private Failed wrong(String what) {
    restart();
    return failures.failed(
        FailureKind.BAD_OUTPUT,
        "%s, which was kept with %d bytes, %s".formatted(name, ref.bytes(), what));
  }
}
