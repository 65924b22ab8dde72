package dev.kinoloom.artifact;

import dev.kinoloom.config.S3;
import dev.kinoloom.domain.Failed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What we ask of a bucket; names are without the prefix. Blocks; fails with {@link Failed}. */
final class BucketCalls implements AutoCloseable {
  private static final int MOST_UPLOADS = 1_000;
  private static final int EXISTS = 412;
  private static final int CHANGED = 409;
  private static final int UNKNOWN_CONDITION = 501;

  private final S3 settings;
  private final S3Client client;
  private final BucketFailures failures;
  private final long partBytes;

  BucketCalls(S3 settings, Patience patience, long partBytes) {
    this.settings = settings;
    this.client = BucketClient.of(settings, patience);
    this.failures = new BucketFailures(settings);
    this.partBytes = partBytes;
  }

  BucketFailures failures() {
    return failures;
  }

  /**
   * An object.
   *
   * @param bytes of it
   * @param written when, by the server's clock; null = it does not say
   */
  record Held(long bytes, @Nullable Instant written) {}

  /** Empty = there is no such object. */
  OptionalLong size(String name) {
    return find(name).map(held -> OptionalLong.of(held.bytes())).orElse(OptionalLong.empty());
  }

  /** Empty = there is no such object. */
  Optional<Held> find(String name) {
    return orFailed(
        () -> {
          try {
            var head = client.headObject(ask -> ask.bucket(settings.bucket()).key(full(name)));
            return Optional.of(new Held(head.contentLength(), head.lastModified()));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  /** Each object whose name begins so, page by page: its name, and what it is. */
  void each(String beginning, BiConsumer<String, Held> told) {
    var request =
        ListObjectsV2Request.builder().bucket(settings.bucket()).prefix(full(beginning)).build();
    int prefix = settings.prefix().length();
    orFailed(
        () -> {
          for (var object : client.listObjectsV2Paginator(request).contents()) {
            told.accept(
                object.key().substring(prefix), new Held(object.size(), object.lastModified()));
          }
          return true;
        });
  }

  /**
   * The bytes from {@code from} on; the caller closes, or aborts, what he got. Empty = there is no
   * such object.
   */
  Optional<ResponseInputStream<GetObjectResponse>> get(String name, long from) {
    var request = GetObjectRequest.builder().bucket(settings.bucket()).key(full(name));
    if (from > 0) {
      request.range("bytes=%d-".formatted(from));
    }
    return orFailed(
        () -> {
          try {
            return Optional.of(client.getObject(request.build()));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  /** Durable when it returns; a large file goes in parts. */
  void put(String name, Path file, long bytes, String mediaType) throws IOException {
    if (bytes > partBytes) {
      new PartedUpload(client, settings.bucket(), full(name), failures)
          .put(file, bytes, partBytes, mediaType);
      return;
    }
    var whole = new Part(file, 0, bytes);
    putBody(name, mediaType, whole.md5(), whole.body());
  }

  private void putBody(String name, String mediaType, String md5, RequestBody body) {
    orFailed(
        () ->
            client.putObject(
                put ->
                    put.bucket(settings.bucket())
                        .key(full(name))
                        .contentType(mediaType)
                        .contentMD5(md5),
                body));
  }

  /** A small object; what is there stays, where the server knows of such a condition. */
  void putIfAbsent(String name, String text) {
    var request = PutObjectRequest.builder().bucket(settings.bucket()).key(full(name));
    var body = RequestBody.fromString(text);
    orFailed(
        () -> {
          try {
            return client.putObject(request.ifNoneMatch("*").build(), body);
          } catch (S3Exception e) {
            if (e.statusCode() == CHANGED || e.statusCode() == EXISTS) {
              return PutObjectResponse.builder().build();
            }
            if (e.statusCode() == UNKNOWN_CONDITION) {
              return client.putObject(request.ifNoneMatch(null).build(), body);
            }
            throw e;
          }
        });
  }

  /** A small object's text. */
  Optional<String> text(String name, int most) {
    return get(name, 0)
        .map(
            body -> {
              try (body) {
                return new String(body.readNBytes(most), StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw failures.of(e);
              }
            });
  }

  void delete(String name) {
    orFailed(() -> client.deleteObject(gone -> gone.bucket(settings.bucket()).key(full(name))));
  }

  /** Ends uploads in parts that were begun before and never ended; answers how many. */
  int abandonUploads(Instant before) {
    var request =
        ListMultipartUploadsRequest.builder()
            .bucket(settings.bucket())
            .prefix(settings.prefix())
            .build();
    return orFailed(
        () ->
            (int)
                client.listMultipartUploadsPaginator(request).uploads().stream()
                    .limit(MOST_UPLOADS)
                    .filter(upload -> upload.initiated().isBefore(before))
                    .peek(this::abandon)
                    .count());
  }

  private void abandon(MultipartUpload upload) {
    client.abortMultipartUpload(
        abort -> abort.bucket(settings.bucket()).key(upload.key()).uploadId(upload.uploadId()));
  }

  private String full(String name) {
    return settings.prefix() + name;
  }

  private <T> T orFailed(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw failures.of(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
