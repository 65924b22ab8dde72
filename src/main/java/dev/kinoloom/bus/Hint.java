package dev.kinoloom.bus;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** Numbers as they travel: each once, in messages of bounded size. */
final class Hint {
  private Hint() {}

  static List<JsonArray> messages(Collection<Long> numbers, int most) {
    var messages = new ArrayList<JsonArray>();
    var distinct = List.copyOf(new LinkedHashSet<>(numbers));
    for (int from = 0; from < distinct.size(); from += most) {
      int to = Math.min(distinct.size(), from + most);
      messages.add(new JsonArray(List.copyOf(distinct.subList(from, to))));
    }
    return messages;
  }

  /** What cannot be read is left out: it was only a hint. */
  static List<Long> numbers(Object body) {
    var numbers = new ArrayList<Long>();
    if (body instanceof JsonArray array) {
      for (var value : array) {
        if (value instanceof Number number) {
          numbers.add(number.longValue());
        }
      }
    }
    return List.copyOf(numbers);
  }
}
