package dev.kinoloom.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * HTTP/1.1 with one request under way at a time, and no more than a load needs: whole answers with
 * their length said.
 */
final class KeptConnection {
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

  private final NetSocket socket;
  private StringBuilder got = new StringBuilder();
  private Promise<String> answer = Promise.promise();

  KeptConnection(NetSocket socket) {
    this.socket = socket;
    socket.handler(this::more);
    socket.closeHandler(closed -> answer.tryFail("closed after " + got));
  }

  /** The answer's head and body. */
  Future<String> ask(Buffer request) {
    answer = Promise.promise();
    got = new StringBuilder();
    socket.write(request).onFailure(answer::tryFail);
    return answer.future();
  }

  private void more(Buffer bytes) {
    got.append(bytes.toString(StandardCharsets.ISO_8859_1));
    int head = got.indexOf(END_OF_HEAD);
    if (head >= 0 && got.length() >= head + END_OF_HEAD.length() + length(head)) {
      answer.complete(got.toString());
    }
  }

  private int length(int head) {
    var said = LENGTH.matcher(got).region(0, head);
    if (!said.find()) {
      throw new IllegalStateException("an answer that does not say its length: " + got);
    }
    return Integer.parseInt(said.group(1));
  }
}
