package dev.kinoloom.provider.offline;

import java.util.List;

/**
 * A sentence of an article as it would be said.
 *
 * @param text cleaned for speech
 * @param words counted
 * @param section index of the section it stands in; 0 = before the first heading
 * @param paragraph index of its paragraph within the article
 * @param place 0 = first of its paragraph
 * @param lean how it needs the line before it
 * @param leansOn cannot stand without the line after it: a question, an announcement, what trails
 *     off
 * @param step it is an item of a list
 * @param points what it lists, when it was made of a list
 */
record Line(
    String text,
    int words,
    int section,
    int paragraph,
    int place,
    Lean lean,
    boolean leansOn,
    boolean step,
    List<String> points) {

  /** How a line needs the one before it. */
  enum Lean {
    NONE,
    /** It speaks of something that only the line before made known. */
    RESUMES,
    /** It opens with a word that points back, or tells a number of nothing that it names. */
    POINTS
  }

  /** It cannot stand without the line before it. */
  boolean leansBack() {
    return lean != Lean.NONE;
  }
}
