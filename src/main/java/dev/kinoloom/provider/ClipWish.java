package dev.kinoloom.provider;

import dev.kinoloom.domain.Invalid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a clip should show and be.
 *
 * @param prompt what is to be seen, not blank
 * @param width pixels across, 1 or more
 * @param height pixels down, 1 or more
 * @param wanted how long it should last, more than nothing; providers know few lengths and give the
 *     nearest
 * @param seed the same seed asks for the same clip again; null = any
 */
public record ClipWish(String prompt, int width, int height, Duration wanted, @Nullable Long seed) {
  public ClipWish {
    if (prompt.isBlank()) {
      throw new Invalid("prompt", "must not be blank");
    }
    if (width < 1 || height < 1) {
      throw new Invalid("size", "must be 1 pixel or more on each side");
    }
    if (wanted.isNegative() || wanted.isZero()) {
      throw new Invalid("wanted", "must be more than nothing");
    }
  }
}
