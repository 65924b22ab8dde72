package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.text.StopWords;
import dev.kinoloom.domain.text.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the lines of an article are about: their weighty words, and how alike two lines are. */
final class Terms {
  private final Set<String> small;
  private final List<Map<String, Double>> vectors = new ArrayList<>();
  private final Map<String, Integer> linesWith = new LinkedHashMap<>();

  /** Of {@code texts}, one vector each: term frequency × inverse line frequency, of length 1. */
  Terms(List<String> texts, String language) {
    this.small = StopWords.of(language);
    var counted = texts.stream().map(this::count).toList();
    counted.forEach(
        terms -> terms.keySet().forEach(term -> linesWith.merge(term, 1, Integer::sum)));
    for (var terms : counted) {
      vectors.add(weigh(terms, texts.size()));
    }
  }

  /** 0 = nothing in common, 1 = the same words; of lines {@code a} and {@code b}. */
  double alike(int a, int b) {
    return product(vectors.get(a), vectors.get(b));
  }

  /** How much of line {@code a} is about {@code text}: 0 to 1. */
  double about(int a, String text) {
    return product(vectors.get(a), weigh(count(text), vectors.size()));
  }

  /** In how many lines {@code word} stands, in any of its forms. */
  int linesWith(String word) {
    return linesWith.getOrDefault(stem(word.toLowerCase(Locale.ROOT)), 0);
  }

  Set<String> termsOf(int a) {
    return Collections.unmodifiableSet(vectors.get(a).keySet());
  }

  private static double product(Map<String, Double> a, Map<String, Double> b) {
    var less = a.size() <= b.size() ? a : b;
    var more = less == a ? b : a;
    double sum = 0;
    for (var term : less.entrySet()) {
      sum += term.getValue() * more.getOrDefault(term.getKey(), 0.0);
    }
    return sum;
  }

  private Map<String, Integer> count(String text) {
    var counts = new LinkedHashMap<String, Integer>();
    var previous = "";
    for (var word : Words.of(text.toLowerCase(Locale.ROOT))) {
      boolean single = Words.isUnspaced(word.codePointAt(0));
      if (single && !previous.isEmpty()) {
        counts.merge(previous + word, 1, Integer::sum);
      } else if (!single && word.length() > 1 && !small.contains(word.replace('’', '\''))) {
        counts.merge(stem(word), 1, Integer::sum);
      }
      previous = single ? word : "";
    }
    return counts;
  }

  private Map<String, Double> weigh(Map<String, Integer> counts, int lines) {
    var weights = new LinkedHashMap<String, Double>();
    double square = 0;
    for (var term : counts.entrySet()) {
      double rare = Math.log(1 + (lines + 1.0) / linesWith.getOrDefault(term.getKey(), 1));
      double weight = term.getValue() * rare;
      weights.put(term.getKey(), weight);
      square += weight * weight;
    }
    double length = Math.sqrt(square);
    weights.replaceAll((term, weight) -> weight / length);
    return weights;
  }

  /** Cable and cables, carried and carries are one; good enough to see likeness. */
  static String stem(String word) {
    var bare = word.replaceFirst("['’]s?$", "");
    if (bare.length() <= 3) {
      return bare;
    }
    var one = bare.replaceFirst("(?:ies|ied)$", "y").replaceFirst("(?<=[^s])s$", "");
    return one.length() <= 4 ? one : one.replaceFirst("(?:ing|ed|en|er|e|n)$", "");
  }
}
