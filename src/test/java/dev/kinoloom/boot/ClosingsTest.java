package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingsTest {
  private final Closings closings = new Closings();
  private final List<String> closed = new ArrayList<>();

  @Test
  void what_was_opened_last_is_closed_first_and_nothing_twice() {
    closings.push(() -> closed.add("database"));
    closings.push(() -> closed.add("bus"));

    closings.close();
    closings.close();

    assertThat(closed).containsExactly("bus", "database");
  }

  @Test
  void what_fails_to_close_keeps_nothing_else_open() {
    closings.push(() -> closed.add("home"));
    closings.push(
        () -> {
          throw new IOException("the disk is gone");
        });
    closings.push(() -> closed.add("bus"));

    closings.close();

    assertThat(closed).containsExactly("bus", "home");
  }

  @Test
  void what_is_opened_while_others_are_closed_is_closed_too() {
    closings.push(() -> closings.push(() -> closed.add("late")));

    closings.close();

    assertThat(closed).containsExactly("late");
  }
}
