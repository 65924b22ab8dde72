package dev.kinoloom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CallersTest {
  private static final long FIRST_PROCESS = 1;
  private final long mine = ProcessHandle.current().pid();

  @Test
  void a_caller_is_known_by_its_process() throws Exception {
    try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var caller = new Socket(door.getInetAddress(), door.getLocalPort());
        var accepted = door.accept()) {
      assertThat(caller.isConnected()).isTrue();
      assertThat(Callers.isOf(mine, accepted)).isTrue();
      assertThat(Callers.isOf(FIRST_PROCESS, accepted)).isFalse();
    }
  }

  @Test
  void a_way_that_is_shut_for_a_process_cuts_it_off_and_lets_others_pass() throws Exception {
    var inside = InetAddress.getLoopbackAddress();
    try (var target = new ServerSocket(0, 1, inside);
        var way =
            new Way(
                new InetSocketAddress(inside, 0),
                new InetSocketAddress(inside, target.getLocalPort()));
        var caller = new Socket(inside, way.port());
        var reached = target.accept()) {
      way.openFor(accepted -> !Callers.isOf(FIRST_PROCESS, accepted));
      caller.getOutputStream().write(7);
      assertThat(reached.getInputStream().read()).isEqualTo(7);

      way.openFor(accepted -> !Callers.isOf(mine, accepted));

      assertThat(ends(caller)).isTrue();
      try (var again = new Socket(inside, way.port())) {
        assertThat(ends(again)).isTrue();
      }
    }
  }

  private static boolean ends(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }
}
