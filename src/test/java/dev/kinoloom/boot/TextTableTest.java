package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private static String printed(TextTable table) {
    var text = new StringWriter();
    var out = new PrintWriter(text);
    table.print(out);
    out.flush();
    return text.toString().replace("\r\n", "\n");
  }

  @Test
  void columns_are_as_wide_as_what_stands_in_them_and_numbers_stand_to_the_right() {
    var table = new TextTable("ID", "NAME", "WHY");
    table.row(7, "acme", "");
    table.row(12, "somebody else", "it waits");

    assertThat(printed(table))
        .isEqualTo(
            """
            ID  NAME           WHY
             7  acme
            12  somebody else  it waits
            """);
  }

  @Test
  void what_would_break_a_line_does_not_and_only_the_last_column_may_be_long() {
    var table = new TextTable("TITLE", "WHY");
    table.row("two\nlines\u001b[2K" + "x".repeat(100), "y".repeat(100));

    assertThat(printed(table).lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("two lines [2Kxx")
        .contains("x…  y")
        .endsWith("y".repeat(100))
        .hasSize(60 + 2 + 100);
  }

  @Test
  void lengths_and_sizes_are_told_in_the_unit_that_a_person_would_take() {
    assertThat(Shown.length(Duration.ofSeconds(99))).isEqualTo("99 s");
    assertThat(Shown.length(Duration.ofSeconds(100))).isEqualTo("1 min");
    assertThat(Shown.length(Duration.ofHours(3))).isEqualTo("3 h");
    assertThat(Shown.length(Duration.ofDays(3))).isEqualTo("3 d");
    assertThat(Shown.length(Duration.ofSeconds(-1))).as("clocks differ").isEqualTo("0 s");
    assertThat(Shown.bytes(1_023)).isEqualTo("1023 B");
    assertThat(Shown.bytes(1_536)).isEqualTo("1.5 KiB");
    assertThat(Shown.bytes(5L << 40)).isEqualTo("5.0 TiB");
    assertThat(Shown.number(2)).isEqualTo("2");
    assertThat(Shown.number(0.3)).isEqualTo("0.3");
    assertThat(Shown.time(MissingNode.getInstance())).isEmpty();
    assertThat(
            Shown.ago(
                TextNode.valueOf("2026-01-01T00:00:00Z"), TextNode.valueOf("2026-01-01T00:00:05Z")))
        .isEqualTo("5 s");
  }
}
