package dev.kinoloom.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerSentEventTest {
  @Test
  void an_event_has_its_id_name_and_data_and_ends_with_an_empty_line() {
    assertThat(new ServerSentEvent("progress", 7, "{\"percentage\":20}").format())
        .isEqualTo("id: 7\nevent: progress\ndata: {\"percentage\":20}\n\n");
  }

  @Test
  void data_of_several_lines_is_several_lines_of_data() {
    assertThat(new ServerSentEvent("done", 1, "a\nb\r\nc").format())
        .isEqualTo("id: 1\nevent: done\ndata: a\ndata: b\ndata: c\n\n");
  }

  @Test
  void the_header_wins_over_the_query() {
    assertThat(ServerSentEvent.number(5L, 6L)).isEqualTo(5);
    assertThat(ServerSentEvent.number(null, 6L)).isEqualTo(6);
    assertThat(ServerSentEvent.number(null, null)).isNull();
  }
}
