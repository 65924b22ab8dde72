package dev.kinoloom.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
  private static final List<Integer> RATES = List.of(24, 25, 30, 50, 60);

  @ParameterizedTest
  @CsvSource({
    "30, 0, 15",
    "30, 1, 16",
    "30, 1600, 16",
    "25, 48000, 38",
    "24, 48000, 36",
    "60, 48000, 90"
  })
  void a_scene_stands_for_its_speech_and_the_breath_around_it_in_whole_frames(
      int fps, long samples, int frames) {
    assertThat(Timeline.frames(fps, samples)).isEqualTo(frames);
  }

  @Property
  void scenes_follow_each_other_without_gap_and_each_has_room_for_its_speech(
      @ForAll @Size(min = 1, max = 300) List<@LongRange(min = 0, max = 3_000_000) Long> samples,
      @ForAll @IntRange(max = 4) int rate) {
    int fps = RATES.get(rate);
    var timeline = Timeline.of(fps, samples);
    int next = 0;
    for (int i = 0; i < samples.size(); i++) {
      var slot = timeline.slots().get(i);
      assertThat(slot.firstFrame()).isEqualTo(next);
      long room = (long) slot.frames() * Timeline.samplesPerFrame(fps);
      long needed = Timeline.LEAD_SAMPLES + samples.get(i) + Timeline.TAIL_SAMPLES;
      assertThat(room).isBetween(needed, needed + Timeline.samplesPerFrame(fps) - 1);
      next += slot.frames();
    }
    assertThat(timeline.frames()).isEqualTo(next);
    assertThat(timeline.samples()).isEqualTo((long) next * Timeline.samplesPerFrame(fps));
  }

  @Property
  void a_scene_is_as_long_whatever_stands_before_it(
      @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0, max = 900_000) Long> samples) {
    var timeline = Timeline.of(30, samples);
    for (int i = 0; i < samples.size(); i++) {
      assertThat(timeline.slots().get(i).frames()).isEqualTo(Timeline.frames(30, samples.get(i)));
    }
  }

  @Test
  void times_are_told_from_the_start_of_the_video() {
    var timeline = Timeline.of(30, List.of(48_000L, 24_000L));
    assertThat(timeline.slots())
        .containsExactly(new Timeline.Slot(0, 45), new Timeline.Slot(45, 30));
    assertThat(timeline.narrationStartMillis(0)).isEqualTo(150);
    assertThat(timeline.narrationStartMillis(1)).isEqualTo(1650);
    assertThat(timeline.endMillis(1)).isEqualTo(2500);
    assertThat(timeline.durationMillis()).isEqualTo(2500);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -30, 29, 23})
  void rates_that_cut_a_sample_in_two_are_refused(int fps) {
    assertThatThrownBy(() -> Timeline.frames(fps, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
