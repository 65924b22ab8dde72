package dev.kinoloom.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Wishes over connections that stay, each with one under way; every text another, about a kilobyte.
 * A process of its own, and a light one: it shares the processors with what it measures. All of it
 * runs on one event loop.
 */
public final class HttpLoad {
  private static final int CONNECTIONS = 128;
  private static final int SECONDS = 30;

  private final Vertx vertx = Vertx.vertx();

  /** Held: what nobody holds is closed when it is collected, and its connections with it. */
  private final NetClient client = vertx.createNetClient();

  private final Deque<KeptConnection> idle = new ArrayDeque<>();
  private final URI url;
  private final String head;

  private HttpLoad(URI url, String key) {
    this.url = url;
    this.head =
        """
        POST /api/videos/generate HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: \
        """
            .formatted(url.getAuthority(), key);
  }

  private Future<Void> connect(int left) {
    return left == 0
        ? Future.succeededFuture()
        : client
            .connect(url.getPort(), url.getHost())
            .onSuccess(socket -> idle.add(new KeptConnection(socket)))
            .compose(any -> connect(left - 1));
  }

  private Future<?> generate(int number) {
    var connection = idle.remove();
    return connection
        .ask(request(new JsonObject().put("brief", OfferedText.of(number)).toBuffer()))
        .compose(
            answer -> {
              idle.add(connection);
              return answer.startsWith("HTTP/1.1 202 ")
                  ? Future.succeededFuture()
                  : Future.failedFuture(answer);
            });
  }

  private Buffer request(Buffer body) {
    var request = head + body.length() + "\r\n\r\n";
    return Buffer.buffer(request.getBytes(StandardCharsets.ISO_8859_1)).appendBuffer(body);
  }

  private double measure(int warm, int jobs) throws Exception {
    var context = vertx.getOrCreateContext();
    Future.<Void>future(
            promise -> context.runOnContext(on -> connect(CONNECTIONS).onComplete(promise)))
        .toCompletionStage()
        .toCompletableFuture()
        .get(SECONDS, TimeUnit.SECONDS);
    Executor loop = work -> context.runOnContext(on -> work.run());
    InFlight.perSecond(loop, 0, warm, CONNECTIONS, this::generate);
    return InFlight.perSecond(loop, warm, jobs, CONNECTIONS, this::generate);
  }

  /** {@code URL KEY WARM JOBS}: WARM are not counted. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    var load = new HttpLoad(URI.create(args[0]), args[1]);
    double rate = load.measure(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    System.out.println("rate=%.0f".formatted(rate));
    Runtime.getRuntime().halt(0);
  }
}
