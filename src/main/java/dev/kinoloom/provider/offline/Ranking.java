package dev.kinoloom.provider.offline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How much each line of an article matters: how much other lines are about the same (TextRank,
 * Mihalcea and Tarau 2004, over cosine likeness), where it stands, whether it is about the title,
 * tells a number, is a step of a list, and is of a length that is easily heard.
 */
final class Ranking {
  private static final double DAMPING = 0.85;
  private static final int ROUNDS = 30;
  private static final double LEAST_LIKENESS = 0.05;
  private static final Pattern NUMBER = Pattern.compile("\\p{Nd}");
  private static final Pattern PERSONAL =
      Pattern.compile("(?:I|I'm|I’m|We|My|Our|“|\"|«|„).*", Pattern.DOTALL);
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "(?i).*\\b(?:above|below|following|figure|table|as mentioned|this article|in this post)\\b.*",
          Pattern.DOTALL);

  private Ranking() {}

  /** The importance of each line, about 0 to 1. */
  static double[] of(Article article, Terms terms, String title) {
    var lines = article.lines();
    var central = centrality(lines.size(), terms);
    var importance = new double[lines.size()];
    for (int i = 0; i < importance.length; i++) {
      var line = lines.get(i);
      importance[i] =
          0.40 * central[i]
              + 0.15 * Math.min(1, 2 * terms.about(i, title))
              + 0.10 * Math.min(1, 2 * terms.about(i, article.headings().get(line.section())))
              + 0.15 * standing(lines, i)
              + 0.15 * (NUMBER.matcher(line.text()).find() ? 1 : 0)
              + 0.15 * ease(line.words())
              + 0.45 * (line.step() ? 1 : 0)
              - 0.10 * (PERSONAL.matcher(line.text()).matches() ? 1 : 0)
              - 0.10 * (line.leansOn() ? 1 : 0)
              - 0.20 * (ELSEWHERE.matcher(line.text()).matches() ? 1 : 0);
    }
    return importance;
  }

  /** TextRank by power iteration, the highest = 1. */
  private static double[] centrality(int lines, Terms terms) {
    var near = neighbours(lines, terms);
    var rank = new double[lines];
    Arrays.fill(rank, 1);
    for (int round = 0; round < ROUNDS; round++) {
      var next = new double[lines];
      Arrays.fill(next, 1 - DAMPING);
      for (int i = 0; i < lines; i++) {
        double all = near.get(i).stream().mapToDouble(Near::likeness).sum();
        for (var other : near.get(i)) {
          next[other.line()] += DAMPING * rank[i] * other.likeness() / all;
        }
      }
      rank = next;
    }
    double most = Arrays.stream(rank).max().orElse(1);
    return Arrays.stream(rank).map(value -> value / most).toArray();
  }

  private record Near(int line, double likeness) {}

  private static List<List<Near>> neighbours(int lines, Terms terms) {
    var near = new ArrayList<List<Near>>();
    for (int i = 0; i < lines; i++) {
      near.add(new ArrayList<>());
    }
    for (int i = 0; i < lines; i++) {
      for (int j = i + 1; j < lines; j++) {
        double likeness = terms.alike(i, j);
        if (likeness > LEAST_LIKENESS) {
          near.get(i).add(new Near(j, likeness));
          near.get(j).add(new Near(i, likeness));
        }
      }
    }
    return near;
  }

  /** Openings of sections and paragraphs say what they are about. */
  private static double standing(List<Line> lines, int i) {
    var line = lines.get(i);
    if (line.place() > 0) {
      return line.place() == 1 ? 0.25 : 0;
    }
    boolean opensSection = i == 0 || lines.get(i - 1).section() != line.section();
    return opensSection ? 1 : 0.6;
  }

  /** 8 to 24 words are easily said and heard. */
  private static double ease(int words) {
    if (words < 8) {
      return words / 8.0 - 0.4;
    }
    return words <= 24 ? 1 : Math.max(-1, 1 - (words - 24) / 10.0);
  }
}
