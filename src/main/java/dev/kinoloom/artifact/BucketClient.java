package dev.kinoloom.artifact;

import dev.kinoloom.config.S3;
import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Invalid;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * The SDK's client as any S3 server understands it: no chunked signatures, no checksums that only
 * Amazon knows (parts bear their MD5, files are named by their SHA-256).
 */
final class BucketClient {
  private static final int CALLS_WITH_TRIES = 5;

  private BucketClient() {}

  static S3Client of(S3 settings, Patience patience) {
    var builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(patience.connect())
                    .socketTimeout(patience.silence()))
            .credentialsProvider(NoCredentials.told(credentials(settings)))
            .forcePathStyle(settings.pathStyle())
            .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                calls ->
                    calls
                        .retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(patience.tries())
                                .build())
                        .apiCallAttemptTimeout(patience.call())
                        .apiCallTimeout(patience.call().multipliedBy(CALLS_WITH_TRIES)));
    Optional.ofNullable(settings.endpoint()).ifPresent(builder::endpointOverride);
    region(settings).map(Region::of).ifPresent(builder::region);
    try {
      return builder.build();
    } catch (SdkClientException e) {
      var unknown = new Invalid("artifacts.s3.region", "must be set: the environment tells none");
      unknown.initCause(e);
      throw unknown;
    }
  }

  /** Empty = as the SDK finds it. */
  private static Optional<String> region(S3 settings) {
    var said = Optional.ofNullable(settings.region());
    return said.isEmpty() && settings.endpoint() != null ? Optional.of("us-east-1") : said;
  }

  private static AwsCredentialsProvider credentials(S3 settings) {
    var name = settings.accessKey();
    var secret = settings.secretKey();
    return name == null || secret == null
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(basic(name, secret));
  }

  private static AwsBasicCredentials basic(String name, Secret secret) {
    return AwsBasicCredentials.create(name, secret.reveal());
  }
}
