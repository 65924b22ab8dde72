package dev.kinoloom.boot;

import dev.kinoloom.config.S3;
import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Invalid;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of a bucket, read from their group. */
final class S3Settings {
  /** Mean nothing without a bucket. */
  private static final List<String> OF_A_BUCKET =
      List.of("prefix", "endpoint", "region", "accessKey", "secretKey");

  private S3Settings() {}

  /** Null = no bucket is named. */
  static @Nullable S3 read(ConfigTree tree) {
    var bucket = tree.text("bucket");
    if (bucket.isEmpty()) {
      refuseWithoutBucket(tree);
      return null;
    }
    return new S3(
        bucket.get(),
        tree.text("prefix").orElse(""),
        tree.text("endpoint").map(text -> uri(tree, text)).orElse(null),
        tree.text("region").orElse(null),
        tree.need(tree.flag("pathStyle"), "pathStyle"),
        tree.text("accessKey").orElse(null),
        tree.text("secretKey").map(Secret::new).orElse(null),
        tree.need(tree.bytes("cacheBytes"), "cacheBytes"));
  }

  /** Who names an endpoint means a bucket: files must not go to the home instead. */
  private static void refuseWithoutBucket(ConfigTree tree) {
    OF_A_BUCKET.stream()
        .filter(name -> tree.text(name).isPresent())
        .findFirst()
        .ifPresent(
            name -> {
              throw new Invalid(
                  tree.path() + "bucket", "must be set too, for %s is".formatted(name));
            });
  }

  private static URI uri(ConfigTree tree, String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new Invalid(tree.path() + "endpoint", "must be like https://host:port");
    }
  }
}
