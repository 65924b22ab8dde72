package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.kinoloom.codec.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LoggingTest {
  @Test
  void a_line_of_json_says_what_happened_and_nothing_of_how_lines_of_text_look() {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("LINE", "%msg%n");
    var event =
        new LoggingEvent(
            "", context.getLogger("dev.kinoloom"), Level.INFO, "task done", null, null);

    var line = Json.tree(new String(Logging.json(context).encode(event), StandardCharsets.UTF_8));

    assertThat(line.path("message").asText()).isEqualTo("task done");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.has("LINE")).isFalse();
  }
}
