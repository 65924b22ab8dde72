package dev.kinoloom.provider.replicate;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.ClipProvider;
import dev.kinoloom.provider.ClipWish;
import dev.kinoloom.provider.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Has clips made by Replicate's predictions. There is a limit for connecting, one for an answer,
 * one for silence in a download, and none for a generation: that takes as long as it takes, and
 * nothing waits for it here.
 *
 * <p>Of the wire, as documented on 2026-11-22: <a
 * href="https://replicate.com/docs/topics/predictions/create-a-prediction">create</a> ({@code POST
 * /v1/models/OWNER/NAME/predictions}, or {@code /v1/predictions} with a {@code version}), <a
 * href="https://replicate.com/docs/topics/predictions/lifecycle">lifecycle</a> (starting,
 * processing, succeeded, failed, canceled, and aborted where its deadline came before its start),
 * <a href="https://replicate.com/docs/topics/predictions/rate-limits">rate limits</a> (429), <a
 * href="https://replicate.com/docs/topics/predictions/data-retention">retention</a> (outputs are
 * gone after an hour). No key makes a repeated create the same one, so none is repeated.
 */
public final class Replicate implements ClipProvider {
  public static final String ID = "replicate";

  private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  private static final String PREDICTIONS = "/predictions";

  private final ReplicateConfig config;
  private final Connections connections;
  private final OutputFiles files;
  private final Trouble trouble;

  public Replicate(ReplicateConfig config, Vertx vertx, Blocking blocking) {
    this(config, new Connections(vertx, config), new OutputAddresses(config, blocking), vertx);
  }

  Replicate(
      ReplicateConfig config, Connections connections, OutputAddresses addresses, Vertx vertx) {
    this.config = config;
    this.trouble = new Trouble(config.token());
    this.connections = connections;
    this.files = new OutputFiles(config, connections, addresses, trouble, vertx);
  }

  @Override
  public String name() {
    return ID;
  }

  @Override
  public String model() {
    return config.model();
  }

  /**
   * Goes on when the call is stopped after it was sent: what was booked is known only by the
   * answer.
   */
  @Override
  public Future<Sent> create(ClipWish wish, String reference, Call call) {
    if (call.stopped()) {
      return Future.succeededFuture(
          new NotBooked("Replicate was not asked: there was no more time.", Duration.ZERO, false));
    }
    var body = body(wish, reference);
    return connections
        .connectOnce(config.createPath())
        .transform(
            connected -> {
              if (connected.failed()) {
                return Future.succeededFuture(CreateReply.notSent(connected.cause()));
              }
              return connections
                  .ask(connected.result(), body)
                  .map(answer -> CreateReply.read(answer, trouble))
                  .otherwise(CreateReply::broken);
            })
        .onSuccess(sent -> charge(sent, wish, call));
  }

  private JsonObject body(ClipWish wish, String reference) {
    var body = config.inputs().body(config.version(), wish, reference);
    var webhook = config.webhook();
    return webhook == null
        ? body
        : body.put("webhook", webhook.toString())
            .put("webhook_events_filter", JsonArray.of("completed"));
  }

  /** What is in doubt may be on the bill. */
  private void charge(Sent sent, ClipWish wish, Call call) {
    if (!(sent instanceof NotBooked)) {
      call.costs(ID, config.price(config.inputs().seconds(wish.wanted())));
    }
  }

  @Override
  public Future<Look> look(String handle, Call call) {
    return tell(HttpMethod.GET, handle, "", call).map(answer -> looked(answer));
  }

  private Look looked(Answer answer) {
    if (!answer.isGood()) {
      throw trouble.refused(answer);
    }
    return Prediction.read(answer.body(), trouble).look();
  }

  @Override
  public Future<Path> fetch(URI output, Path into, Call call) {
    return files.fetch(output, into, call);
  }

  /** Asks even when the call is stopped: that is when it is wanted. */
  @Override
  public Future<Void> cancel(String handle, Call call) {
    return tell(HttpMethod.POST, handle, "/cancel", null)
        .compose(
            answer -> {
              if (answer.isGood()) {
                return Future.succeededFuture();
              }
              var refused = trouble.refused(answer);
              return answer.mayBeTooLate() ? endedAlready(handle, refused) : failed(refused);
            });
  }

  /** One that has ended cannot be cancelled, and need not be. */
  private Future<Void> endedAlready(String handle, ProviderException refused) {
    return tell(HttpMethod.GET, handle, "", null)
        .compose(
            answer ->
                looked(answer) instanceof Underway ? failed(refused) : Future.succeededFuture());
  }

  private static Future<Void> failed(ProviderException refused) {
    return Future.failedFuture(refused);
  }

  /** {@code call}: with which it ends; null = with none. */
  private Future<Answer> tell(HttpMethod method, String handle, String what, @Nullable Call call) {
    if (!isHandle(handle)) {
      return Future.failedFuture(
          new ProviderException(ID, FailureKind.VALIDATION, "That is no handle of Replicate's."));
    }
    if (call != null && call.stopped()) {
      return Future.failedFuture(Trouble.notAsked());
    }
    return connections
        .connect(method, PREDICTIONS + "/" + handle + what)
        .recover(cause -> Future.failedFuture(Trouble.notSent(cause)))
        .compose(
            request -> {
              if (call != null) {
                call.onStop(() -> request.reset().onComplete(done -> {}));
              }
              return connections.ask(request, null);
            })
        .recover(cause -> Future.failedFuture(Trouble.broken(cause)));
  }

  /** What may stand in a path. */
  static boolean isHandle(String text) {
    return HANDLE.matcher(text).matches();
  }
}
