package dev.kinoloom.domain;

import java.util.regex.Pattern;

/**
 * The size of the video's pictures in pixels; both sides even, {@value #MIN} to {@value #MAX}.
 *
 * @param width pixels across
 * @param height pixels down
 */
public record FrameSize(int width, int height) {
  public static final int MIN = 256;
  public static final int MAX = 3840;
  private static final Pattern PIXELS = Pattern.compile("(\\d{1,9})x(\\d{1,9})");

  public FrameSize {
    if (width < MIN || width > MAX || height < MIN || height > MAX) {
      throw new Invalid(
          "size",
          "both sides must be %d to %d pixels, not %dx%d".formatted(MIN, MAX, width, height));
    }
    if (width % 2 != 0 || height % 2 != 0) {
      throw new Invalid("size", "both sides must be even, not %dx%d".formatted(width, height));
    }
  }

  /**
   * Reads {@code 16:9}, {@code 9:16}, {@code 1:1}, each with a shorter side of 1,080 pixels, or
   * {@code WIDTHxHEIGHT}; throws {@link Invalid}.
   */
  public static FrameSize parse(String text) {
    return parse(text, Brief.Preset.DEFAULT);
  }

  /** The same, with the shorter side that {@code preset} has. */
  public static FrameSize parse(String text, Brief.Preset preset) {
    int shorter = preset.shorterSide();
    int longer = shorter * 16 / 9;
    return switch (text.strip()) {
      case "16:9" -> new FrameSize(longer, shorter);
      case "9:16" -> new FrameSize(shorter, longer);
      case "1:1" -> new FrameSize(shorter, shorter);
      default -> pixels(text.strip());
    };
  }

  private static FrameSize pixels(String text) {
    var m = PIXELS.matcher(text);
    if (!m.matches()) {
      throw new Invalid(
          "size",
          "must be 16:9, 9:16, 1:1 or WIDTHxHEIGHT such as 1280x720, not \"%s\"".formatted(text));
    }
    return new FrameSize(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
  }

  public boolean isPortrait() {
    return height > width;
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
