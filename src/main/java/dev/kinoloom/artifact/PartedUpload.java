package dev.kinoloom.artifact;

import dev.kinoloom.domain.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;

/** A large file, part by part; all of it or nothing. Blocks. */
final class PartedUpload {
  private static final Logger log = LoggerFactory.getLogger(PartedUpload.class);
  private static final int MOST_PARTS = 10_000;

  private final S3Client client;
  private final String bucket;
  private final String object;
  private final BucketFailures failures;

  PartedUpload(S3Client client, String bucket, String object, BucketFailures failures) {
    this.client = client;
    this.bucket = bucket;
    this.object = object;
    this.failures = failures;
  }

  /**
   * {@code partBytes}: of a part, unless there were too many of them. Fails with {@link Failed}.
   */
  void put(Path file, long bytes, long partBytes, String mediaType) throws IOException {
    var id = begin(mediaType);
    try {
      end(id, parts(id, file, bytes, Math.max(partBytes, -Math.floorDiv(-bytes, MOST_PARTS))));
    } catch (SdkException e) {
      if (!isThere(bytes)) {
        abort(id);
        throw failures.of(e);
      }
      log.info("upload was ended, and the answer lost object={}", object);
    } catch (IOException | RuntimeException e) {
      abort(id);
      throw e;
    }
  }

  private String begin(String mediaType) {
    try {
      return client
          .createMultipartUpload(
              CreateMultipartUploadRequest.builder()
                  .bucket(bucket)
                  .key(object)
                  .contentType(mediaType)
                  .build())
          .uploadId();
    } catch (SdkException e) {
      throw failures.of(e);
    }
  }

  private List<CompletedPart> parts(String id, Path file, long bytes, long partBytes)
      throws IOException {
    var parts = new ArrayList<CompletedPart>();
    for (long from = 0; from < bytes; from += partBytes) {
      parts.add(
          part(id, parts.size() + 1, new Part(file, from, Math.min(partBytes, bytes - from))));
    }
    return parts;
  }

  private CompletedPart part(String id, int number, Part part) throws IOException {
    var md5 = part.md5();
    var answer =
        client.uploadPart(
            upload ->
                upload.bucket(bucket).key(object).uploadId(id).partNumber(number).contentMD5(md5),
            part.body());
    return CompletedPart.builder().partNumber(number).eTag(answer.eTag()).build();
  }

  private void end(String id, List<CompletedPart> parts) {
    client.completeMultipartUpload(
        complete ->
            complete.bucket(bucket).key(object).uploadId(id).multipartUpload(m -> m.parts(parts)));
  }

  /**
   * A second try of the last call says that there is no such upload, when the first one ended it.
   */
  private boolean isThere(long bytes) {
    try {
      return client.headObject(head -> head.bucket(bucket).key(object)).contentLength() == bytes;
    } catch (SdkException e) {
      return false;
    }
  }

  /** Its parts would be kept, and paid for; what stays nevertheless, a later start sweeps. */
  private void abort(String id) {
    try {
      client.abortMultipartUpload(abort -> abort.bucket(bucket).key(object).uploadId(id));
    } catch (SdkException e) {
      log.warn("parts of an upload stay object={} cause={}", object, e.toString());
    }
  }
}
