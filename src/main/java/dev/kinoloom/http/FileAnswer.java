package dev.kinoloom.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file as an answer: whole or in a range, to GET and HEAD, with an entity tag by which a client
 * resumes or asks whether it has it already.
 *
 * @param file local path
 * @param size bytes
 * @param mediaType e.g. {@code video/mp4}
 * @param tag names the content, without quotes
 * @param disposition value of {@code Content-Disposition}
 */
public record FileAnswer(Path file, long size, String mediaType, String tag, String disposition) {

  public Future<Void> send(RoutingContext ctx) {
    var request = ctx.request();
    ctx.response()
        .putHeader(HttpHeaders.ETAG, quoted())
        .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
        .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .putHeader(HttpHeaders.CONTENT_DISPOSITION, disposition);
    if (isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
      return ctx.response().setStatusCode(304).end();
    }
    var wish = Ranges.read(range(request), size);
    if (wish instanceof Ranges.Unsatisfiable) {
      ctx.response().putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
      return Future.failedFuture(unsatisfiable().rejection());
    }
    if (wish instanceof Ranges.Part part) {
      ctx.response()
          .setStatusCode(206)
          .putHeader(
              HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(part.from(), part.to(), size));
      return body(ctx, part.from(), part.length());
    }
    return body(ctx, 0, size);
  }

  private Future<Void> body(RoutingContext ctx, long from, long length) {
    var response =
        ctx.response()
            .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
            .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(length));
    return ctx.request().method().equals(HttpMethod.HEAD) || length == 0
        ? response.end()
        : response.sendFile(file.toString(), from, length);
  }

  /** A range that continues another content than ours is not honoured: the whole is sent. */
  private @Nullable String range(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET)) {
      return null;
    }
    var condition = request.getHeader("If-Range");
    return condition == null || condition.strip().equals(quoted())
        ? request.getHeader("Range")
        : null;
  }

  private boolean isKnown(@Nullable String tags) {
    return tags != null
        && Arrays.stream(tags.split(",", 50))
            .map(String::strip)
            .anyMatch(t -> t.equals("*") || t.equals(quoted()) || t.equals("W/" + quoted()));
  }

  private String quoted() {
    return '"' + tag + '"';
  }

  private Problem unsatisfiable() {
    return Problem.of(
        416,
        "no-such-range",
        "The file does not have these bytes",
        "the file has %d bytes".formatted(size));
  }
}
