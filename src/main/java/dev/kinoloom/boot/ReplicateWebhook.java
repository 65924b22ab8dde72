package dev.kinoloom.boot;

import dev.kinoloom.api.WebhookRoutes;
import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.http.WebhookSignature;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How Replicate tells of a prediction that has ended, instead of being asked.
 *
 * @param target where it tells it
 * @param secret by which it signs
 */
record ReplicateWebhook(URI target, Secret secret) {
  private static final String SECRET = "secret";

  /** Empty = it is asked alone. {@code replicate}: all its settings. */
  static Optional<ReplicateWebhook> of(ConfigTree replicate) {
    var tree = replicate.child("webhook");
    var url = tree.text("url");
    var secret = tree.text(SECRET);
    if (url.isEmpty() && secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ReplicateWebhook(
            target(tree, tree.need(url, "url")), new Secret(tree.need(secret, SECRET))));
  }

  private static URI target(ConfigTree tree, String url) {
    try {
      var base = new URI(url.replaceFirst("/+$", ""));
      if ("https".equals(base.getScheme())
          && base.getHost() != null
          && base.getRawQuery() == null
          && base.getRawFragment() == null
          && base.getRawUserInfo() == null) {
        return new URI(base + WebhookRoutes.PATH);
      }
    } catch (URISyntaxException e) {
      // told below
    }
    throw new Invalid(
        tree.path() + "url",
        "must be where Replicate reaches this service, such as https://videos.example");
  }

  /** Throws {@link Invalid} where the secret is none. */
  WebhookSignature signature(InstantSource clock) {
    return new WebhookSignature("providers.replicate.webhook." + SECRET, secret, clock);
  }
}
