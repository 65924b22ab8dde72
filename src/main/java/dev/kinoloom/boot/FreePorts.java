package dev.kinoloom.boot;

import dev.kinoloom.config.Settings;
import dev.kinoloom.domain.Invalid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a node can listen where its settings say, seen before it joins anything: one that finds
 * out later was counted in by the others, and may hold work.
 */
final class FreePorts {
  private static final Logger log = LoggerFactory.getLogger(FreePorts.class);
  private static final int ANY = 0;

  private FreePorts() {}

  /** Throws {@link CannotStart}, {@link Invalid}. Blocks. */
  static void require(Settings settings) {
    var management = settings.management().at();
    if (!settings.node().roles().api()) {
      listen(management, "management", () -> {});
      return;
    }
    // one while the other is held: they may be the same
    listen(settings.http(), "http", () -> listen(management, "management", () -> {}));
  }

  private static void listen(Settings.Http at, String group, Runnable meanwhile) {
    var address = address(at.host(), group);
    try (var probe = new ServerSocket(at.port(), 1, address)) {
      log.debug("port is free port={}", probe.getLocalPort());
      meanwhile.run();
    } catch (IOException e) {
      throw taken(at, group + ".port", e);
    }
  }

  private static InetAddress address(String host, String group) {
    try {
      var address = InetAddress.getByName(host);
      new ServerSocket(ANY, 1, address).close();
      return address;
    } catch (IOException e) {
      throw new Invalid(group + ".host", "is no address of this machine: " + host);
    }
  }

  /** {@code setting}: that which says the port. */
  static CannotStart taken(Settings.Http at, String setting, Throwable cause) {
    return new CannotStart(
        "Nobody can be let in on %s:%d (%s): set %s to another port (0 = any)."
            .formatted(at.host(), at.port(), cause.getMessage(), setting),
        cause);
  }
}
