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
 * @param leansBack cannot stand without the line before it
 * @param leansOn cannot stand without the line after it: a question, an announcement
 * @param points what it lists, when it was made of a list
 */
record Line(
    String text,
    int words,
    int section,
    int paragraph,
    int place,
    boolean leansBack,
    boolean leansOn,
    List<String> points) {}
