package dev.kinoloom.artifact;

import dev.kinoloom.config.S3;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed call to a bucket means, and what to do about it. */
final class BucketFailures {
  private static final int MOST_CAUSES = 10;

  /** Where files are kept is for who runs the service. */
  private static final String PLAIN = "The place where files are kept cannot be used now.";

  private final S3 settings;

  BucketFailures(S3 settings) {
    this.settings = settings;
  }

  Failed of(SdkException e) {
    if (e instanceof AwsServiceException said) {
      return answered(said);
    }
    if (cause(e, NoCredentials.class::isInstance)) {
      return failed(
          FailureKind.CREDENTIALS,
          "there are no credentials for it: set artifacts.s3.accessKey and secretKey, or what the AWS SDK reads"
              + " (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, the machine's role)",
          e);
    }
    if (cause(e, BucketFailures::isTimeout)) {
      return failed(FailureKind.TIMEOUT, "it did not answer in time", e);
    }
    if (cause(e, IOException.class::isInstance)) {
      return failed(FailureKind.CONNECTION, "it cannot be reached (%s)".formatted(last(e)), e);
    }
    return failed(FailureKind.INTERNAL, String.valueOf(e.getMessage()), e);
  }

  /** A connection broke, or stood still, while a body came. */
  Failed of(IOException e) {
    return e instanceof SocketTimeoutException
        ? failed(FailureKind.TIMEOUT, "it stopped sending", e)
        : failed(FailureKind.CONNECTION, "the connection broke (%s)".formatted(last(e)), e);
  }

  private Failed answered(AwsServiceException e) {
    int status = e.statusCode();
    var code = Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
    var words = code.isEmpty() ? "HTTP " + status : "HTTP %d, %s".formatted(status, code);
    if (code.equals("NoSuchBucket")) {
      return failed(
          FailureKind.UNAVAILABLE,
          "there is no such bucket: create it, or set artifacts.s3.bucket",
          e);
    }
    if (code.equals("RequestTimeTooSkewed")) {
      return failed(
          FailureKind.CREDENTIALS,
          "this machine's clock is wrong (%s): set it".formatted(words),
          e);
    }
    if (status == 429 || code.equals("SlowDown")) {
      return failed(FailureKind.RATE_LIMITED, "it is asked too often (%s)".formatted(words), e);
    }
    if (status == 507 || code.equals("QuotaExceeded")) {
      return failed(FailureKind.RESOURCES, "it is full (%s): make room there".formatted(words), e);
    }
    if (status == 401 || status == 403) {
      return failed(
          FailureKind.CREDENTIALS,
          "it refuses our credentials (%s): they need s3:GetObject, s3:PutObject, s3:ListBucket and s3:AbortMultipartUpload"
                  .formatted(words)
              + " there",
          e);
    }
    if (status >= 500 || status == 408) {
      return failed(FailureKind.UNAVAILABLE, "it does not work now (%s)".formatted(words), e);
    }
    if (status / 100 == 3 || code.equals("AuthorizationHeaderMalformed")) {
      return failed(
          FailureKind.UNSUPPORTED,
          "it is in another region (%s): set artifacts.s3.region".formatted(words),
          e);
    }
    return failed(
        FailureKind.UNSUPPORTED,
        "it answers %s: is artifacts.s3.endpoint an S3 server, and is pathStyle right?"
            .formatted(words),
        e);
  }

  Failed failed(FailureKind kind, String what) {
    return new Failed(kind, PLAIN, words(what), null);
  }

  private Failed failed(FailureKind kind, String what, Throwable cause) {
    return new Failed(kind, PLAIN, words(what), cause);
  }

  private String words(String what) {
    return "Artifacts are kept in %s: %s.".formatted(settings.where(), what);
  }

  private static boolean isTimeout(Throwable e) {
    return e instanceof SocketTimeoutException
        || e instanceof ApiCallTimeoutException
        || e instanceof ApiCallAttemptTimeoutException;
  }

  private static boolean cause(Throwable e, Predicate<Throwable> is) {
    return causes(e).anyMatch(is);
  }

  private static String last(Throwable e) {
    return causes(e).reduce((before, after) -> after).orElse(e).toString();
  }

  private static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, t -> t != null, Throwable::getCause).limit(MOST_CAUSES);
  }
}
