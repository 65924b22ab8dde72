package dev.kinoloom.api;

import dev.kinoloom.codec.Json;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Problem;
import dev.kinoloom.http.Routes;
import dev.kinoloom.http.WebhookSignature;
import dev.kinoloom.http.WebhookSignature.Verdict;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.pipeline.Hints;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hears from Replicate that a prediction has ended. That is a hint and no more: whoever waits for
 * it looks for himself, now instead of later, so that a forged one would bring about a look, and
 * one that never comes costs the time until the next.
 */
public final class WebhookRoutes implements Routes {
  /** Where it is heard, below the service's own address. */
  public static final String PATH = "/v1/providers/replicate/webhook";

  private static final String PROVIDER = "replicate";
  private static final long MOST_BYTES = 512 * 1024;
  private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private final Contract contract;
  private final @Nullable WebhookSignature signature;
  private final Function<String, Future<Set<Integer>>> hasten;
  private final Hints hints;
  private final Meters meters;

  /**
   * {@code signature}: null = none are awaited; {@code hasten}: makes who waits for a handle ready,
   * and answers the lanes.
   */
  public WebhookRoutes(
      Contract contract,
      @Nullable WebhookSignature signature,
      Function<String, Future<Set<Integer>>> hasten,
      Hints hints,
      Meters meters) {
    this.contract = contract;
    this.signature = signature;
    this.hasten = hasten;
    this.hints = hints;
    this.meters = meters;
  }

  @Override
  public void mount(Router router) {
    meters.awaitWebhooks(PROVIDER, Verdict.values());
    contract.mountSigned(router, "hearReplicate", MOST_BYTES, this::heard);
  }

  private void heard(RoutingContext ctx) {
    var known = signature;
    if (known == null) {
      throw Problem.notFound("no webhooks are awaited here: set providers.replicate.webhook")
          .rejection();
    }
    var sent = ctx.body().buffer();
    var body = sent == null ? Buffer.buffer() : sent;
    var verdict = known.of(ctx.request().headers(), body);
    meters.webhook(PROVIDER, verdict);
    if (verdict != Verdict.GENUINE) {
      throw refused(verdict).rejection();
    }
    hastened(Json.textAt(body.toString(), "id"))
        .onComplete(
            lanes -> {
              if (!lanes.isEmpty()) {
                hints.work(lanes);
              }
              ctx.response().setStatusCode(204).end();
            },
            ctx::fail);
  }

  private Future<Set<Integer>> hastened(String handle) {
    return HANDLE.matcher(handle).matches()
        ? hasten.apply(handle)
        : Future.succeededFuture(Set.of());
  }

  private static Problem refused(Verdict verdict) {
    return verdict == Verdict.STALE
        ? Problem.of(
            401,
            "stale-signature",
            "The signature is not of now",
            "webhook-timestamp may be off by five minutes: are both clocks right?")
        : Problem.of(
            401,
            "not-authenticated",
            "Who sends this is not known",
            "webhook-signature must be of who has the secret, over webhook-id, webhook-timestamp and"
                + " the body");
  }
}
