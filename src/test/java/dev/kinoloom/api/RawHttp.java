package dev.kinoloom.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Says to a service what no well-behaved client would. */
public final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;

  private final Socket socket;

  public RawHttp(TestService service) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  public RawHttp say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** The first line of the answer. */
  public String line() throws IOException {
    var line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c >= 0 && c != '\n'; ) {
      line.append((char) c);
      c = socket.getInputStream().read();
    }
    return line.toString();
  }

  /** All that comes until the service closes the connection; fails when it leaves it open. */
  public String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
