package dev.kinoloom.provider.replicate;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Fetches what was made, from wherever that may be fetched. */
final class OutputFiles {
  private static final int HOPS = 3;
  private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);

  private final ReplicateConfig config;
  private final Connections connections;
  private final OutputAddresses addresses;
  private final Trouble trouble;
  private final Vertx vertx;

  OutputFiles(
      ReplicateConfig config,
      Connections connections,
      OutputAddresses addresses,
      Trouble trouble,
      Vertx vertx) {
    this.config = config;
    this.connections = connections;
    this.addresses = addresses;
    this.trouble = trouble;
    this.vertx = vertx;
  }

  /** {@code into} must not exist; where this fails it doesn't. */
  Future<Path> fetch(URI output, Path into, Call call) {
    return fetch(output, into, call, HOPS)
        .recover(cause -> Future.failedFuture(Trouble.broken(cause)));
  }

  private Future<Path> fetch(URI output, Path into, Call call, int hops) {
    if (call.stopped()) {
      return Future.failedFuture(Trouble.notAsked());
    }
    return addresses
        .admit(output)
        .compose(
            file ->
                connections
                    .connect(file)
                    .recover(cause -> Future.failedFuture(Trouble.notSent(cause))))
        .compose(
            request -> {
              call.onStop(() -> request.reset().onComplete(done -> {}));
              return head(request)
                  .compose(body -> take(body, output, into, call, hops))
                  .onFailure(failure -> request.reset().onComplete(done -> {}));
            });
  }

  /** Its body waits. */
  private Future<Download.Body> head(HttpClientRequest request) {
    return request
        .send()
        .map(Download.Body::of)
        .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<Path> take(Download.Body body, URI output, Path into, Call call, int hops) {
    var response = body.response();
    int status = response.statusCode();
    var location = response.getHeader("location");
    if (ELSEWHERE.contains(status) && location != null) {
      response.request().reset().onComplete(done -> {});
      return hops > 0
          ? fetch(resolved(output, location), into, call, hops - 1)
          : Future.failedFuture(Trouble.badFile("it is always elsewhere."));
    }
    if (status != 200) {
      return Future.failedFuture(
          trouble.refused(new Answer(status, response.headers(), Buffer.buffer())));
    }
    return new Download(body, config, vertx).to(into);
  }

  private static URI resolved(URI output, String location) {
    try {
      return output.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          Replicate.ID, FailureKind.BAD_OUTPUT, "Replicate's clip is at no address.", e);
    }
  }
}
