package dev.kinoloom.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The looks that a video can have; a brief names one of them. */
public enum StyleName {
  /** Night blue, planets and orbits; the default. */
  INK,
  /** Cream paper, Swiss poster, geometric tiles. */
  PAPER,
  /** Violet to teal, ribbons of light. */
  AURORA,
  /** A light sky over green hills. */
  MEADOW,
  /** Dusk over dunes, a striped sun. */
  EMBER,
  /** Flat yellow, black type, halftone dots. */
  SIGNAL;

  public static final StyleName DEFAULT = INK;

  /** As it is written in a brief, e.g. {@code ink}. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(StyleName::written).toList();
  }

  /** The style of that name; throws {@link Invalid} with the names that there are. */
  public static StyleName of(String name) {
    for (var style : values()) {
      if (style.written().equals(name.strip().toLowerCase(Locale.ROOT))) {
        return style;
      }
    }
    throw new Invalid(
        "style", "must be one of %s, not \"%s\"".formatted(String.join(", ", names()), name));
  }
}
