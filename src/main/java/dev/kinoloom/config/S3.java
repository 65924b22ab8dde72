package dev.kinoloom.config;

import dev.kinoloom.domain.Invalid;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bucket that keeps artifacts, at Amazon or at any server that speaks S3.
 *
 * @param bucket name; it must exist
 * @param prefix before the names of all objects; empty, or ends with a slash
 * @param endpoint http or https; null = Amazon's own of the region
 * @param region null = as the environment says; with an endpoint {@code us-east-1}
 * @param pathStyle whether the bucket is the first part of the path instead of the host's name
 * @param accessKey null = as the SDK finds credentials in the environment
 * @param secretKey set when the access key is
 * @param cacheBytes how much of it may lie in the home, for reading; 1 MiB or more
 */
public record S3(
    String bucket,
    String prefix,
    @Nullable URI endpoint,
    @Nullable String region,
    boolean pathStyle,
    @Nullable String accessKey,
    @Nullable Secret secretKey,
    long cacheBytes) {
  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");
  private static final Pattern PREFIX =
      Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/){0,8}");
  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,40}");
  private static final long LEAST_CACHE = 1L << 20;

  public S3 {
    require(BUCKET.matcher(bucket).matches(), "bucket", "is not the name of a bucket");
    prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    require(
        PREFIX.matcher(prefix).matches(),
        "prefix",
        "must be names with a slash between them, of letters, digits, '.', '_' and '-'");
    require(endpoint == null || isHttp(endpoint), "endpoint", "must be like https://host:port");
    require(region == null || REGION.matcher(region).matches(), "region", "is not a region's name");
    require(
        (accessKey == null) == (secretKey == null),
        accessKey == null ? "accessKey" : "secretKey",
        "must be set too; without both, the environment's credentials are used");
    require(cacheBytes >= LEAST_CACHE, "cacheBytes", "must be 1MiB or more");
  }

  /** For people: which bucket where. */
  public String where() {
    return "the bucket %s%s at %s"
        .formatted(
            bucket,
            prefix.isEmpty() ? "" : " (below %s)".formatted(prefix),
            endpoint == null ? "Amazon S3" : endpoint);
  }

  private static boolean isHttp(URI at) {
    var scheme = String.valueOf(at.getScheme()).toLowerCase(Locale.ROOT);
    return (scheme.equals("http") || scheme.equals("https"))
        && at.getHost() != null
        && at.getRawUserInfo() == null
        && at.getRawQuery() == null;
  }

  private static void require(boolean truth, String setting, String rule) {
    if (!truth) {
      throw new Invalid("artifacts.s3." + setting, rule);
    }
  }
}
