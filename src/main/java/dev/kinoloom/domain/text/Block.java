package dev.kinoloom.domain.text;

import java.util.List;

/** A piece of plain text: what stands between two empty lines. */
public sealed interface Block {
  /**
   * What the following blocks are about.
   *
   * @param level 1 for the title, up to 6
   * @param text one line
   */
  record Heading(int level, String text) implements Block {}

  /**
   * Sentences that belong together.
   *
   * @param text one line; wrapped lines are joined
   */
  record Paragraph(String text) implements Block {}

  /**
   * A list.
   *
   * @param items one line each, at least one
   */
  record Listing(List<String> items) implements Block {
    public Listing {
      items = List.copyOf(items);
    }
  }
}
