package dev.kinoloom.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Takes a request that does not tell clearly where it ends for broken, and reads nothing after it.
 * The usual decoder believes one of two lengths, and whoever stands before us may have believed the
 * other: the rest of the one request would be another's next (RFC 9112, 6.1).
 */
final class StrictDecoder extends VertxHttpRequestDecoder {
  /** Under which the usual decoder stands in the pipeline. */
  static final String NAME = "httpDecoder";

  private boolean twoLengths;
  private boolean broken;

  StrictDecoder(HttpServerOptions options) {
    super(options);
  }

  /** Called for a request with both headers, of which one is gone afterwards. */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    super.handleTransferEncodingChunkedWithContentLength(message);
    twoLengths = true;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (broken) {
      bytes.skipBytes(bytes.readableBytes());
      return;
    }
    int before = out.size();
    super.decode(ctx, bytes, out);
    for (int i = before; i < out.size(); i++) {
      if (out.get(i) instanceof HttpRequest request && (twoLengths || !isClear(request))) {
        broken = true;
        request.setDecoderResult(
            DecoderResult.failure(new IllegalArgumentException("its length is not clear")));
      }
    }
  }

  private static boolean isClear(HttpRequest request) {
    var version = request.protocolVersion();
    var codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    boolean known = version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    return known
        && (codings.isEmpty()
            || (codings.size() == 1
                && codings.get(0).strip().equalsIgnoreCase("chunked")
                && !request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)));
  }
}
