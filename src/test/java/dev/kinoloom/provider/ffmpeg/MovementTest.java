package dev.kinoloom.provider.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kinoloom.domain.FrameSize;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MovementTest {
  private static final FrameSize FULL_HD = new FrameSize(1920, 1080);

  @Property
  void every_cut_lies_on_the_canvas_with_room_for_the_filter(
      @ForAll @IntRange(min = 128, max = 1920) int halfWidth,
      @ForAll @IntRange(min = 128, max = 1920) int halfHeight,
      @ForAll @IntRange(min = 0, max = 9) int index,
      @ForAll @IntRange(min = 1, max = 60_000) int frames) {
    var size = new FrameSize(2 * halfWidth, 2 * halfHeight);
    var way = Movement.of(size, 30, index, frames);
    boolean across = way.axis() == Movement.Axis.ACROSS;
    int room = across ? way.canvasWidth() - size.width() : way.canvasHeight() - size.height();
    for (int n : List.of(0, frames / 2, frames - 1)) {
      assertThat(way.position(n)).isBetween(2.0, (double) room);
    }
    assertThat(way.startX() % 2 + way.startY() % 2).isZero();
    assertThat((long) way.phases() * way.canvasWidth() * way.canvasHeight())
        .isLessThan(200_000_000L);
  }

  @Property
  void every_step_is_as_long_as_the_one_before(
      @ForAll @IntRange(min = 0, max = 3) int index,
      @ForAll @IntRange(min = 30, max = 3_000) int frames) {
    var way = Movement.of(FULL_HD, 30, index, frames);
    double step = way.position(1) - way.position(0);
    for (int n = 1; n < frames; n++) {
      assertThat(way.position(n) - way.position(n - 1)).isCloseTo(step, within(1e-9));
    }
  }

  @Test
  void four_scenes_go_four_ways_half_a_pixel_a_frame() {
    assertThat(List.of(0, 1, 2, 3))
        .extracting(i -> Movement.of(FULL_HD, 30, i, 240))
        .allMatch(way -> Math.abs(way.position(1) - way.position(0)) == 0.5)
        .extracting(way -> way.axis() + (way.forward() ? "+" : "-"))
        .containsExactly("ACROSS+", "DOWN-", "ACROSS-", "DOWN+");
  }

  @Test
  void a_long_scene_moves_slower_and_a_very_long_one_stands() {
    assertThat(Movement.of(FULL_HD, 30, 0, 1_800).phases()).isEqualTo(16);
    assertThat(Movement.of(FULL_HD, 30, 0, 54_000).phases()).isEqualTo(1);
  }

  @Property
  void weights_of_a_shift_add_up_and_their_centre_is_the_shift(
      @ForAll @IntRange(min = 0, max = 128) int sixtyFourths) {
    double shift = sixtyFourths / 64.0;
    int[] taps = ShiftFilter.taps(shift);
    assertThat(Arrays.stream(taps).sum()).isEqualTo(256);
    double centre = 0;
    for (int i = 0; i < taps.length; i++) {
      centre += (i - 3) * taps[i] / 256.0;
    }
    assertThat(centre).isCloseTo(shift, within(0.002));
  }
}
