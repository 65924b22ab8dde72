package dev.kinoloom.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports to listen on, out of the range from which the system takes those of clients. */
public final class Ports {
  private static final int LOWEST = 14_000;
  private static final int HIGHEST = 30_000;

  private Ports() {}

  /** One that is free on {@code address} now. */
  public static int free(InetAddress address) {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try (var socket = new ServerSocket(port, 1, address)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // somebody has it
      }
    }
  }
}
