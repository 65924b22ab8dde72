package dev.kinoloom.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.http.Ranges.Part;
import dev.kinoloom.http.Ranges.Unsatisfiable;
import dev.kinoloom.http.Ranges.Whole;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-, 0, 99",
    "bytes=99-99, 99, 99",
    "bytes=10-19, 10, 19",
    "bytes = 10 - 19, 10, 19",
    "bytes=90-1000, 90, 99",
    "bytes=90-99999999999999999999999, 90, 99",
    "bytes=-1, 99, 99",
    "bytes=-100, 0, 99",
    "bytes=-101, 0, 99"
  })
  void one_range_is_read(String header, long from, long to) {
    assertThat(Ranges.read(header, 100)).isEqualTo(new Part(from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999999-"})
  void bytes_behind_the_end_are_not_satisfiable(String header) {
    assertThat(Ranges.read(header, 100)).isEqualTo(new Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=a-b",
        "bytes=0-1,3-4",
        "items=0-1",
        "bytes=--1",
        "bytes=+1-2"
      })
  void what_a_server_may_ignore_is_ignored(String header) {
    assertThat(Ranges.read(header, 100)).isEqualTo(new Whole());
  }

  @Test
  void no_header_is_the_whole() {
    assertThat(Ranges.read(null, 100)).isEqualTo(new Whole());
  }

  @Test
  void an_empty_file_has_no_range() {
    assertThat(Ranges.read("bytes=0-", 0)).isEqualTo(new Unsatisfiable());
    assertThat(Ranges.read("bytes=-5", 0)).isEqualTo(new Unsatisfiable());
  }

  @Property
  void a_part_is_never_outside_of_the_file(
      @ForAll @LongRange(min = 0, max = 2_000) long from,
      @ForAll @LongRange(min = 0, max = 2_000) long to,
      @ForAll @LongRange(min = 0, max = 1_000) long size) {
    for (var header :
        new String[] {"bytes=" + from + "-" + to, "bytes=-" + to, "bytes=" + from + "-"}) {
      if (Ranges.read(header, size) instanceof Part part) {
        assertThat(part.from()).isBetween(0L, size - 1);
        assertThat(part.to()).isBetween(part.from(), size - 1);
        assertThat(part.length()).isBetween(1L, size);
      }
    }
  }
}
